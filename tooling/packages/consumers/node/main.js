// Signs, downloads and verifies against a local OSS, as a library and through the command.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient, getObject, putObject } from '@ossferry/client';
import { createPresigner, standardEndpoint } from '@ossferry/client/presign';
import { fromEnv } from '@ossferry/credentials';
import { download } from '@ossferry/downloader-node';
import { startLocalOss } from '@ossferry/local-oss';

const accessKeyId = 'LTAI5tLocal';
const accessKeySecret = 'local-secret';
const local = await startLocalOss({ buckets: ['examplebucket'], accounts: [{ accessKeyId, accessKeySecret }] });
const folder = await mkdtemp(join(tmpdir(), 'ossferry-consumer-'));
try {
  const env = { OSS_ACCESS_KEY_ID: accessKeyId, OSS_ACCESS_KEY_SECRET: accessKeySecret };
  const credentials = fromEnv({ env });
  const options = { region: 'cn-hangzhou', endpoint: local.endpoint };
  const client = createClient({ ...options, credentials });
  const address = { bucket: 'examplebucket', key: 'movie.bin' };
  const body = randomBytes(40 * 1024 * 1024);
  await client.send(putObject({ ...address, body: new Uint8Array(body) }));

  const presign = createPresigner({ endpoint: standardEndpoint(options), credentials });
  const signed = await presign(getObject(address));
  let threads = 0;
  process.on('worker', () => {
    threads += 1;
  });
  const summary = await download(signed, join(folder, 'library.bin'), { threads: 2 });
  assert.equal(summary.verified, 'crc64');
  assert.equal(threads, 2, 'The package has no carrier-worker.js.');
  assert.ok(body.equals(await readFile(join(folder, 'library.bin'))));

  const command = join(import.meta.dirname, 'node_modules/.bin/ossferry');
  const environment = { ...process.env, ...env, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' };
  const run = (...words) => promisify(execFile)(command, words, { env: environment });
  assert.match((await run('--version')).stdout, /^\d+\.\d+\.\d+/);
  assert.match((await run('get', '--help')).stdout, /^Usage: ossferry get/);
  await run('get', signed.url, '-o', join(folder, 'command.bin'));
  assert.ok(body.equals(await readFile(join(folder, 'command.bin'))));
} finally {
  await rm(folder, { recursive: true });
  await local.close();
}
console.log('fine');
