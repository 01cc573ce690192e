import OSS from 'ali-oss';
import { runDownload } from './run-download.mjs';

const [endpoint, bucket, key, destination] = process.argv.slice(2);
await runDownload(async () => {
  const client = new OSS({
    // ali-oss supports path style only for host names.
    endpoint: endpoint.replace('127.0.0.1', 'localhost'),
    bucket,
    region: 'oss-cn-hangzhou',
    accessKeyId: process.env.OSS_ACCESS_KEY_ID,
    accessKeySecret: process.env.OSS_ACCESS_KEY_SECRET,
    authorizationV4: true,
    sldEnable: true,
    timeout: 5000,
    retryMax: 5,
  });
  await client.get(key, destination);
});
