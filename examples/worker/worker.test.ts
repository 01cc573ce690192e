import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startBucket } from '../test-support/start-bucket.ts';

const folder = import.meta.dirname;
const workerd = join(folder, 'node_modules/workerd/bin/workerd');

/** Starts the Worker in workerd, Cloudflare's runtime. */
async function startWorker({ token = 'open sesame' } = {}) {
  const bucket = await startBucket();
  const variables = { OSS_REGION: 'cn-hangzhou', OSS_BUCKET: 'examplebucket', DOWNLOAD_TOKEN: token };
  const args = ['serve', '--socket-addr=http=127.0.0.1:0', '--control-fd=3', join(folder, 'workerd.capnp')];
  const child = spawn(workerd, args, {
    env: { ...bucket.environment, ...variables },
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  onTestFinished(() => void child.kill());
  const [line] = await once(child.stdio[3] as Readable, 'data');
  const { port } = JSON.parse(String(line)) as { port: number };
  const get = (path: string, token: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' });
  return { ...bucket, get };
}

describe('worker', () => {
  beforeAll(async () => {
    await build({
      entryPoints: [join(folder, 'worker.ts')],
      outfile: join(folder, 'dist/worker.js'),
      bundle: true,
      format: 'esm',
      conditions: ['@ossferry/source'],
    });
  });

  it('default: redirects a request with the token to a URL of the object', async () => {
    const { get, content } = await startWorker();
    const { status, headers } = await get('/public/report.pdf', 'open sesame');
    expect([status, headers.get('cache-control')]).toEqual([302, 'no-store']);
    const response = await fetch(headers.get('location') ?? '');
    expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
  });

  it('error: a wrong token', async () => {
    const { get } = await startWorker();
    const { status, headers } = await get('/public/report.pdf', 'open');
    expect([status, headers.get('location')]).toEqual([401, null]);
  });

  it.each(['', 'null', 'undefined'])('error: refuses the token %j if DOWNLOAD_TOKEN is empty', async (token) => {
    const { get } = await startWorker({ token: '' });
    expect((await get('/public/report.pdf', token)).status).toBe(401);
  });

  it.each(['/', '/%ff'])('error: %s is not an object', async (path) => {
    const { get } = await startWorker();
    expect((await get(path, 'open sesame')).status).toBe(404);
  });
});
