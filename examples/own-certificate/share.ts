import { readFileSync } from 'node:fs';
import { createClient, getObject } from '@ossferry/client';
import { cnameEndpoint } from '@ossferry/cname-endpoint';
import { fromEnv } from '@ossferry/credentials';
import { download } from '@ossferry/downloader-node';

// The certificate that you bound to the domain, or that of the authority that issued it, in PEM form. The option `ca`
// below is necessary only if no public authority issued it.
const [, , domain = 'https://files.example.com', certificate = 'files.example.com.pem'] = process.argv;

const bucket = 'examplebucket';
const region = 'cn-hangzhou';
const oss = createClient({
  region,
  credentials: fromEnv(),
  plugins: [cnameEndpoint({ domain, bucket, region })],
});

const signed = await oss.presign(getObject({ bucket, key: 'report.pdf' }));
console.log(signed.url);

const { sizeBytes, verified } = await download(signed, 'report.pdf', { ca: readFileSync(certificate, 'utf8') });
console.log(`${sizeBytes} bytes, verified by ${verified}`);
