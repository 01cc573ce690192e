import { createClient, getObject } from '@ossferry/client';
import { download } from '@ossferry/downloader-node';
import { startLocalOss } from '@ossferry/local-oss';

// A local OSS on this machine, so you need nothing else.
const account = { accessKeyId: 'example', accessKeySecret: 'local-secret' };
const local = await startLocalOss({ buckets: ['examplebucket'], accounts: [account] });
await local.putObject({ bucket: 'examplebucket', key: 'report.pdf', body: 'the report' });

// The owner signs a URL for one object, valid for 15 minutes.
const oss = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, credentials: account });
const signed = await oss.presign(getObject({ bucket: 'examplebucket', key: 'report.pdf' }));
console.log(signed.url, signed.expiration);

// Someone else downloads the object, without any key.
const { sizeBytes, verified } = await download(signed.url, 'report.pdf', { overwrite: true });
console.log(sizeBytes, 'bytes, verified by', verified);
await local.close();
