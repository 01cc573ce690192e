import { definePlugin, OssError, type OssRequest, type Plugin } from '@ossferry/contract';
import { describeMiddleware } from '@ossferry/testkit';
import { describe, expect, it } from 'vitest';
import { getObject, putObject } from './index.ts';
import { ok, scriptedTransport, testClient } from './kernel/kernel.test-support.ts';

// Tests the plugins in docs/write-a-plugin/middleware.md.
const address = { bucket: 'examplebucket', key: 'k' };

function requesterPays(): Plugin {
  const pay = (request: OssRequest): OssRequest => ({
    ...request,
    headers: { 'x-oss-request-payer': 'requester', ...request.headers },
  });
  return definePlugin('requester-pays', (host) => {
    host.use('call', (request, next) => next(pay(request)));
    host.use('presign', ({ request, options }, next) => next({ request: pay(request), options }));
  });
}

function downloadsOnly(): Plugin {
  return definePlugin('downloads-only', (host) => {
    host.use('presign', async (call, next) => {
      if (call.request.method === 'GET') return next(call);
      throw new OssError({
        code: 'DownloadsOnly',
        phase: 'config',
        message: `This service gives no URL for ${call.request.operation}.`,
      });
    });
  });
}

for (const ring of ['call', 'presign'] as const) {
  describeMiddleware({ describe, it }, ring, requesterPays(), { name: `requesterPays in the ${ring} ring` });
}
describeMiddleware({ describe, it }, 'presign', downloadsOnly(), { name: 'downloadsOnly' });

describe('documented middleware', () => {
  it('behavior: a header for every request is signed', async () => {
    const { transport, sent } = scriptedTransport(ok());
    const client = testClient({ transport, plugins: [requesterPays()] });
    await client.send(getObject(address));
    expect(sent[0]?.headers['x-oss-request-payer']).toBe('requester');
    expect((await client.presign(getObject(address))).signedHeaders).toEqual({ 'x-oss-request-payer': 'requester' });
  });

  it('behavior: a rule for URLs', async () => {
    const client = testClient({ plugins: [downloadsOnly()] });
    await expect(client.presign(putObject(address))).rejects.toMatchObject({ code: 'DownloadsOnly' });
    expect((await client.presign(getObject(address))).method).toBe('GET');
  });
});
