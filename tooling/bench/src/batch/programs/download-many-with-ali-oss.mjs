import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import OSS from 'ali-oss';

const [endpoint = '', list = '', folder = '', synced] = process.argv.slice(2);
const client = new OSS({ endpoint, bucket: 'examplebucket', accessKeyId: 'id', accessKeySecret: 'secret' });
for (const url of readFileSync(list, 'utf8').trimEnd().split('\n')) {
  const path = new URL(url).pathname.slice(1);
  const destination = join(folder, path.slice(path.lastIndexOf('/') + 1));
  await client.get(path, destination);
  if (synced !== undefined) await sync(destination);
}

/** @param {string} path */
async function sync(path) {
  const file = await open(path, 'r+');
  await file.datasync();
  await file.close();
}
