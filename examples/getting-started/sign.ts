import { createClient, getObject } from '@ossferry/client';
import { fromEnv } from '@ossferry/credentials';

const oss = createClient({ region: 'cn-hangzhou', credentials: fromEnv() });
const { url } = await oss.presign(getObject({ bucket: 'examplebucket', key: 'report.pdf' }), { expires: 3600 });
console.log(url);
