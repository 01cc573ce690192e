import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { makeFolder, type Variables } from './cli.test-support.ts';

/** Unsets the keys of the local OSS, so that another source is used. */
export const withoutKeys: Variables = { OSS_ACCESS_KEY_ID: '', OSS_ACCESS_KEY_SECRET: '' };

/** The temporary credentials of the local OSS, as a profile of the Alibaba Cloud CLI. */
export const temporaryProfile = {
  mode: 'StsToken',
  access_key_id: 'STS.test',
  access_key_secret: 'canary-secret',
  sts_token: 'canary-token',
};

/** Creates a home directory with files that only their owner can read. */
export async function makeHome(files: Readonly<Record<string, string | object>> = {}): Promise<string> {
  const home = await makeFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(home, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
  }
  return home;
}

/** Creates a home with an Alibaba Cloud CLI configuration, whose current profile is the first one. */
export function homeWithProfiles(profiles: Readonly<Record<string, object>>): Promise<string> {
  const [current] = Object.keys(profiles);
  return makeHome({
    '.aliyun/config.json': {
      current,
      profiles: Object.entries(profiles).map(([name, settings]) => ({ name, ...settings })),
    },
  });
}

/** Writes a Node program, and returns the command line that runs it. */
export async function makeProgram(source: string): Promise<string> {
  const path = join(await makeFolder(), 'program.mjs');
  await writeFile(path, source);
  return `"${process.execPath}" ${path}`;
}

export interface FakeSts {
  readonly url: string;
  /** The parameters of all requests. */
  readonly requests: readonly Readonly<Record<string, string>>[];
}

/** Starts an STS that responds to every request with this status and body. It does not check signatures. */
export async function startFakeSts(status: number, body: object): Promise<FakeSts> {
  const requests: Record<string, string>[] = [];
  const server = createServer(async (incoming, outgoing) => {
    let form = '';
    for await (const chunk of incoming) form += chunk;
    const signer = /Credential=([^,]+)/.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
    requests.push({ ...Object.fromEntries(new URLSearchParams(form)), signer });
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});
