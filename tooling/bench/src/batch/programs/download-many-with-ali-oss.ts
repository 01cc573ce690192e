import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import OSS from 'ali-oss';

const [endpoint = '', list = '', folder = ''] = process.argv.slice(2);
const client = new OSS({ endpoint, bucket: 'examplebucket', accessKeyId: 'id', accessKeySecret: 'secret' });
for (const url of readFileSync(list, 'utf8').trimEnd().split('\n')) {
  const path = new URL(url).pathname.slice(1);
  await client.get(path, join(folder, path.slice(path.lastIndexOf('/') + 1)));
}
