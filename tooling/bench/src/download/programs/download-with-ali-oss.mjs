import OSS from 'ali-oss';

const [endpoint = '', name = '', destination = ''] = process.argv.slice(2);
const client = new OSS({ endpoint, bucket: 'examplebucket', accessKeyId: 'id', accessKeySecret: 'secret' });
await client.get(name, destination, { timeout: 600_000 });
