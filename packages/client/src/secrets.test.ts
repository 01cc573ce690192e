import { inspect } from 'node:util';
import { definePlugin, type OssError } from '@ossferry/contract';
import axios from 'axios';
import { describe, expect, it } from 'vitest';
import { axiosTransport } from './axios/index.ts';
import { type ClientOptions, fetchTransport, getObject } from './index.ts';
import { refused, scriptedTransport, testClient } from './kernel/kernel.test-support.ts';

const canaries = {
  accessKeyId: 'LTAI5tCanaryKeyId',
  accessKeySecret: 'CanarySecret',
  securityToken: 'CanaryToken',
  expiration: new Date('2026-02-01T00:00:00Z'),
};
const request = getObject({ bucket: 'examplebucket', key: 'k' });

/** Returns everything that a log may contain of an error. */
function shownBy(error: unknown): string {
  return [
    String(error),
    inspect(error, { depth: 10, showHidden: true }),
    JSON.stringify(error),
    (error as Error).stack,
  ].join('\n');
}

/** An error as HTTP libraries throw it, with the whole request and its authorization. */
function axiosLikeError(message: string): Error {
  const config = { headers: { authorization: 'Bearer CanaryVaultToken' }, url: 'https://vault.example/?key=Canary' };
  return Object.assign(new Error(message), {
    config,
    request: { config },
    response: { data: { ...canaries }, config },
  });
}

async function errorOf(options: ClientOptions): Promise<OssError> {
  try {
    await testClient({ credentials: canaries, retry: { maxAttempts: 1 }, ...options }).send(request);
  } catch (error) {
    return error as OssError;
  }
  throw new Error('The request should have failed.');
}

const signatureXml =
  '<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message><OSSAccessKeyId>LTAI5tCanaryKeyId</OSSAccessKeyId>' +
  '<SignatureProvided>CanarySignature</SignatureProvided><StringToSign>x-oss-security-token:CanaryToken</StringToSign></Error>';

const requestXml =
  '<Error><Code>GET /k?x-oss-signature=CanarySignature</Code><RequestId>CanaryToken bytes</RequestId><Message>Bad request ' +
  'line GET /k?x-oss-security-token=CanaryToken&amp;x-oss-signature=CanarySignature</Message></Error>';

const failures: Record<string, ClientOptions> = {
  'credentials as text': { credentials: 'LTAI5tCanaryKeyId:CanarySecret' as never },
  'an error response with the string to sign': {
    transport: scriptedTransport(() => new Response(signatureXml, { status: 403 })).transport,
  },
  'an error response that repeats the request': {
    transport: scriptedTransport(() => new Response(requestXml, { status: 400, headers: { 'x-oss-ec': 'Canary EC' } }))
      .transport,
  },
  'an error response about the key': { transport: scriptedTransport(refused(403, 'InvalidAccessKeyId')).transport },
  'a transport error with the whole request': {
    transport: async (wire) => {
      throw Object.assign(new Error(`Could not ${wire.method} with authorization: ${wire.headers['authorization']}`), {
        wire,
      });
    },
  },
  'a transport error with a signed URL': {
    transport: async () => {
      const { url } = await testClient({ credentials: canaries }).presign(request);
      throw new TypeError('fetch failed', { cause: new Error(`Cannot parse ${url}`) });
    },
  },
  'a transport error with the keys': {
    transport: async () => {
      throw new Error(
        `Headers: ${inspect(new Map([['x-oss-security-token', canaries.securityToken]]))}, ${inspect(canaries)}`,
      );
    },
  },
  'fetch, connection refused': { endpoint: 'http://127.0.0.1:1', transport: fetchTransport() },
  'axios, connection refused': { endpoint: 'http://127.0.0.1:1', transport: axiosTransport(axios.create()) },
  'an error of a source with its request': {
    credentials: () => {
      throw axiosLikeError(`GET https://vault.example/?x-oss-security-token=${canaries.securityToken} failed`);
    },
  },
  'an asynchronous error of a source with a cause': {
    credentials: async () => {
      throw new Error('The vault failed', { cause: axiosLikeError(`accessKeySecret: ${canaries.accessKeySecret}`) });
    },
  },
  'a source that throws a plain object': {
    credentials: () => Promise.reject({ message: canaries.accessKeySecret, ...canaries }),
  },
  'malformed keys': { credentials: { ...canaries, accessKeyId: 'LTAI5tCanary\n' } },
  'a malformed token': { credentials: { ...canaries, securityToken: 'Canary Token' } },
  'keys with an invalid expiration': { credentials: { ...canaries, expiration: new Date(Number.NaN) } },
};

describe('secrets', () => {
  it.each(Object.keys(failures))('behavior: no error contains one: %s', async (name) => {
    const error = await errorOf(failures[name] ?? {});
    expect(error.name).toBe('OssError');
    expect(shownBy(error)).not.toMatch(/canary(?!bucket)/i);
  });

  it.each(['v4', 'v1'] as const)(
    'behavior: no error repeats the %s signature and token from a response',
    async (version) => {
      const securityToken = 'CanaryTokenOfSomeLength';
      const signatures: string[] = [];
      const error = await errorOf({
        credentials: { ...canaries, securityToken },
        signatureVersion: version,
        transport: async ({ headers }) => {
          const signature = /[^ :=]+=?$/.exec(headers['authorization'] ?? '')?.[0] ?? '';
          signatures.push(signature);
          const xml = `<Error><Code>Odd</Code><Message>${signature} ${headers['x-oss-security-token']}</Message></Error>`;
          return new Response(xml, { status: 403 });
        },
      });
      expect(signatures[0]?.length).toBeGreaterThan(20);
      expect(error.message).toContain('OSS returned 403 Odd: *** ***.');
    },
  );

  it('behavior: printing the client shows none', () => {
    const client = testClient({ credentials: canaries, plugins: [definePlugin('idle', () => {})] });
    expect(inspect(client, { depth: 10, showHidden: true }) + JSON.stringify(client) + client.describe()).not.toMatch(
      /canary/i,
    );
  });

  it('behavior: errors of presign contain none', async () => {
    const client = testClient({ credentials: { ...canaries, expiration: new Date(0) } });
    const error = await client.presign(request).catch((reason) => reason);
    expect(error.code).toBe('CredentialsExpired');
    expect(shownBy(error)).not.toMatch(/canary/i);
  });
});
