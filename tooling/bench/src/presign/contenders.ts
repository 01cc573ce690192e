import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { createClient, getObject } from '@ossferry/client';
import { signUrl } from '@ossferry/core-signer';
import OSS from 'ali-oss';
import { AwsClient } from 'aws4fetch';
import { Client as MinioClient } from 'minio';

/** Creates one presigned URL, or does a part of that work. */
export type Presign = () => unknown;

const bucket = 'examplebucket';
const key = 'dir/exampleobject.txt';
const region = 'cn-hangzhou';
const accessKeyId = 'LTAI5tExampleAccessKeyId';
const accessKeySecret = 'ExampleAccessKeySecretForTests';
const expiresInSeconds = 900;

/** All contenders, with the same bucket, key and lifetime, used as their documentation shows. */
export function presignContenders() {
  return {
    floor: hashFloor(),
    signUrl: presignWithCoreSigner,
    client: clientPresign(),
    'ali-oss': aliOssPresign(),
    '@aws-sdk/s3-request-presigner': awsPresign(),
    aws4fetch: aws4fetchPresign(),
    minio: minioPresign(),
  } satisfies Readonly<Record<string, Presign>>;
}

function presignWithCoreSigner() {
  return signUrl({
    bucket,
    key,
    baseUrl: `https://${bucket}.oss-${region}.aliyuncs.com`,
    region,
    credentials: { accessKeyId, accessKeySecret },
    now: new Date(),
    expiresInSeconds,
  });
}

/** The minimum work of a V4 signer: the hash of the canonical request, and one HMAC with a cached signing key. */
function hashFloor(): Presign {
  const { canonicalRequest, stringToSign } = presignWithCoreSigner();
  const canonicalBytes = utf8ToBytes(canonicalRequest);
  const bytesToSign = utf8ToBytes(stringToSign);
  const signingKey = sha256(utf8ToBytes('a signing key'));
  return () => [sha256(canonicalBytes), hmac(sha256, signingKey, bytesToSign)];
}

function clientPresign(): Presign {
  const client = createClient({ region, credentials: { accessKeyId, accessKeySecret } });
  return () => client.presign(getObject({ bucket, key }), { expires: expiresInSeconds });
}

function aliOssPresign(): Presign {
  const client = new OSS({ region: `oss-${region}`, bucket, accessKeyId, accessKeySecret, authorizationV4: true });
  return () => client.signatureUrlV4('GET', expiresInSeconds, {}, key);
}

function awsPresign(): Presign {
  const client = new S3Client({ region, credentials: { accessKeyId, secretAccessKey: accessKeySecret } });
  return () =>
    getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: expiresInSeconds });
}

function aws4fetchPresign(): Presign {
  const client = new AwsClient({ accessKeyId, secretAccessKey: accessKeySecret, region, service: 's3' });
  const url = `https://${bucket}.s3.${region}.amazonaws.com/${key}?X-Amz-Expires=${expiresInSeconds}`;
  return () => client.sign(url, { aws: { signQuery: true } });
}

function minioPresign(): Presign {
  const client = new MinioClient({ endPoint: 'localhost', accessKey: accessKeyId, secretKey: accessKeySecret, region });
  return () => client.presignedGetObject(bucket, key, expiresInSeconds);
}
