import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Credentials } from '@ossferry/contract';
import { describeCredentials } from '@ossferry/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromVault } from './from-vault.ts';

/** A replacement for `vault`, run as a separate process. */
const command = [process.execPath, join(import.meta.dirname, 'vault.test-support.ts')];

interface StartedVault {
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => void;
}

/** Starts a server that responds like Vault. If `read` throws, the response is an error. */
async function startVault(read: () => Promise<object>): Promise<StartedVault> {
  const server = createServer(async (_, response) => {
    const [status, body] = await read().then(
      (data) => [200, { data }],
      () => [503, { errors: ['Vault is sealed; testkit-secret-leaked'] }],
    );
    response.writeHead(status as number).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { env: { VAULT_ADDR: `http://127.0.0.1:${port}` }, close: () => void server.close() };
}

function dataOf({ accessKeyId, accessKeySecret, securityToken, expiration }: Credentials): object {
  return { access_key: accessKeyId, secret_key: accessKeySecret, security_token: securityToken, expiration };
}

describeCredentials(
  { describe, it },
  async (backend) => {
    const vault = await startVault(async () => dataOf(await backend.load()));
    backend.atEnd(vault.close);
    return fromVault({ path: 'alicloud/creds/reader', command, env: vault.env, now: backend.now });
  },
  { name: 'fromVault' },
);

describe('fromVault', () => {
  async function failureOf(data: object): Promise<unknown> {
    const vault = await startVault(async () => data);
    onTestFinished(vault.close);
    return fromVault({ path: 'secret/oss', command, env: vault.env })().catch((error: unknown) => error);
  }

  it('behavior: without the program, a chain continues with its next source', async () => {
    const source = fromVault({ path: 'secret/oss', command: ['/no/such/vault'] });
    await expect(source()).rejects.toMatchObject({ code: 'NotConfigured', absent: true });
  });

  it('error: a secret without keys', async () => {
    expect(await failureOf({ password: 'canary' })).toMatchObject({ code: 'InvalidProcessOutput', absent: false });
  });

  it('error: a token without an expiration', async () => {
    const data = { access_key: 'STS.a', secret_key: 'canary', security_token: 'canary' };
    expect(await failureOf(data)).toMatchObject({ message: expect.stringContaining('expiration') });
  });
});
