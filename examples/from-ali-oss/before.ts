import OSS from 'ali-oss';

const [, , key = 'report.pdf', file = 'report.pdf'] = process.argv;
const { OSS_ACCESS_KEY_ID = '', OSS_ACCESS_KEY_SECRET = '', OSS_ENDPOINT } = process.env;

const client = new OSS({
  region: 'oss-cn-hangzhou',
  bucket: 'examplebucket',
  accessKeyId: OSS_ACCESS_KEY_ID,
  accessKeySecret: OSS_ACCESS_KEY_SECRET,
  authorizationV4: true,
  ...(OSS_ENDPOINT && { endpoint: OSS_ENDPOINT, sldEnable: true }),
} as OSS.Options);

// A URL that is valid for half an hour.
console.log(await client.signatureUrlV4('GET', 1800, {}, key));

// A download to a file.
await client.get(key, file);
