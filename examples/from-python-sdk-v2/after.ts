import { createClient, getObject } from '@ossferry/client';
import { fromEnv } from '@ossferry/credentials';
import { download } from '@ossferry/downloader-node';

const [, , key = 'report.pdf', file = 'report.pdf'] = process.argv;
const { OSS_ENDPOINT } = process.env;

const client = createClient({
  region: 'cn-hangzhou',
  credentials: fromEnv(),
  endpoint: OSS_ENDPOINT,
});
const request = getObject({ bucket: 'examplebucket', key });

// A URL that is valid for half an hour.
const { url } = await client.presign(request, { expires: 1800 });
console.log(url);

// A download to a file: in parallel ranges and verified. The file appears when it is complete.
await download(() => client.presign(request), file);
