import { download } from '@ossferry/downloader-node';

const [url = '', destination = ''] = process.argv.slice(2);
const { verified } = await download(url, destination);
if (verified !== 'crc64') throw new Error(`The download was verified by ${verified} only.`);
