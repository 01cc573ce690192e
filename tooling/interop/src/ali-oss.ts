import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Credentials } from '@ossferry/contract';
import OSS from 'ali-oss';
import type { Exercise, ExerciseReport, Outcome, PresignedRequest, ServiceError } from './exercise.ts';

/** Performs the exercise with the npm package `ali-oss`. */
export async function performWithAliOss(exercise: Exercise): Promise<ExerciseReport> {
  const client = createAliOss(exercise);
  return {
    put: await outcomeOf(() => put(client, exercise)),
    get: await outcomeOf(() => get(client, exercise)),
    head: await outcomeOf(() => head(client, exercise)),
    list: await outcomeOf(() => list(client, exercise)),
    uploadParts: await outcomeOf(() => uploadParts(client, exercise)),
    download: await outcomeOf(() => download(client, exercise)),
    getMissing: await outcomeOf(() => serviceErrorOf(client.get('no such key'))),
    getWithWrongSecret: await outcomeOf(() => getWithWrongSecret(exercise)),
    delete: await outcomeOf(() => remove(client, exercise)),
    presign: await outcomeOf(() => presign(client, exercise)),
    presignCustomDomain: await outcomeOf(() => presignCustomDomain(exercise)),
  };
}

/** Converts credentials to options of `ali-oss`. */
export function aliOssCredentials({ accessKeyId, accessKeySecret, securityToken }: Credentials): AliOssCredentials {
  if (securityToken === undefined) return { accessKeyId, accessKeySecret };
  const temporary = { accessKeyId, accessKeySecret, stsToken: securityToken };
  // Without this function, every new client prints a warning.
  return { ...temporary, refreshSTSToken: async () => temporary };
}

type AliOssCredentials = Pick<OSS.Options, 'accessKeyId' | 'accessKeySecret' | 'stsToken' | 'refreshSTSToken'>;

interface AliOssOptions extends Partial<OSS.Options> {
  /** Path style; the types lack it. */
  readonly sldEnable?: boolean;
}

function createAliOss(exercise: Exercise, options: AliOssOptions = {}): OSS {
  // ali-oss presigns V1 only for host names, not for IP addresses.
  const pathStyle = { endpoint: exercise.endpoint.replace('127.0.0.1', 'localhost'), sldEnable: true };
  return new OSS({
    ...aliOssCredentials(exercise.credentials),
    bucket: exercise.bucket,
    region: `oss-${exercise.region}`,
    authorizationV4: exercise.signatureVersion === 'v4',
    ...pathStyle,
    ...options,
  });
}

async function getWithWrongSecret(exercise: Exercise): Promise<ServiceError> {
  return serviceErrorOf(createAliOss(exercise, { accessKeySecret: 'wrong' }).get(exercise.key));
}

async function put(client: OSS, { key, text, contentType, owner }: Exercise) {
  const options = { headers: { 'Content-Type': contentType }, meta: { owner } as unknown as OSS.UserMeta };
  const { res } = await client.put(key, Buffer.from(text), options);
  return { etag: headerOf(res, 'etag'), crc64: headerOf(res, 'x-oss-hash-crc64ecma') };
}

async function get(client: OSS, { key }: Exercise) {
  const { content, res } = await client.get(key);
  return {
    text: String(content),
    contentType: headerOf(res, 'content-type'),
    owner: headerOf(res, 'x-oss-meta-owner'),
  };
}

async function head(client: OSS, { key }: Exercise) {
  const { res } = await client.head(key);
  return {
    sizeBytes: Number(headerOf(res, 'content-length')),
    contentType: headerOf(res, 'content-type'),
    etag: headerOf(res, 'etag'),
  };
}

async function list(client: OSS, { listedKeys, listedPrefix }: Exercise) {
  for (const key of listedKeys) await client.put(key, Buffer.from('small'));
  const pages: string[][] = [];
  let token: string | undefined;
  do {
    const query = { prefix: listedPrefix, 'max-keys': '2', ...(token && { 'continuation-token': token }) };
    const page = await client.listV2(query as OSS.ListV2ObjectsQuery);
    pages.push(page.objects.map((object) => object.name));
    token = page.nextContinuationToken;
  } while (token !== undefined && token !== null);
  return { pages };
}

async function uploadParts(client: OSS, { largeKey, file, partSizeBytes }: Exercise) {
  const { uploadId } = await client.initMultipartUpload(largeKey);
  const sizeBytes = (await readFile(file)).length;
  const parts: { number: number; etag: string }[] = [];
  for (let start = 0; start < sizeBytes; start += partSizeBytes) {
    const number = parts.length + 1;
    const end = Math.min(start + partSizeBytes, sizeBytes);
    parts.push({ number, etag: (await client.uploadPart(largeKey, uploadId, number, file, start, end)).etag });
  }
  const listed = await client.listParts(largeKey, uploadId);
  const completed = await client.completeMultipartUpload(largeKey, uploadId, parts);
  return {
    partCount: listed.parts.length,
    etag: completed.etag,
    crc64: headerOf(completed.res, 'x-oss-hash-crc64ecma'),
  };
}

async function download(client: OSS, { largeKey, destination }: Exercise) {
  await client.get(largeKey, destination);
  const content = await readFile(destination);
  return { sizeBytes: content.length, md5: createHash('md5').update(content).digest('hex') };
}

async function remove(client: OSS, { deletedKey }: Exercise): Promise<ServiceError> {
  await client.put(deletedKey, Buffer.from('deleted'));
  await client.delete(deletedKey);
  return serviceErrorOf(client.head(deletedKey));
}

const lifetimeSeconds = 600;

async function presign(client: OSS, exercise: Exercise) {
  const { key, presignedKey, disposition, signatureVersion } = exercise;
  const headers = { 'Content-Type': 'text/plain' };
  if (signatureVersion === 'v4') {
    const queries = { 'response-content-disposition': disposition };
    return {
      get: asGet(await client.signatureUrlV4('GET', lifetimeSeconds, { queries }, key)),
      put: asPut(await client.signatureUrlV4('PUT', lifetimeSeconds, { headers }, presignedKey)),
    };
  }
  const response = { 'content-disposition': disposition };
  return {
    get: asGet(await client.asyncSignatureUrl(key, { expires: lifetimeSeconds, response })),
    put: asPut(await client.asyncSignatureUrl(presignedKey, { expires: lifetimeSeconds, method: 'PUT', ...headers })),
  };

  function asGet(url: string): PresignedRequest {
    return { method: 'GET', url, headers: {} };
  }

  function asPut(url: string): PresignedRequest {
    return { method: 'PUT', url, headers };
  }
}

async function presignCustomDomain(exercise: Exercise): Promise<PresignedRequest> {
  const { key, customDomain, signatureVersion } = exercise;
  const client = createAliOss(exercise, { endpoint: customDomain, cname: true, sldEnable: false });
  const url =
    signatureVersion === 'v4'
      ? await client.signatureUrlV4('GET', lifetimeSeconds, {}, key)
      : await client.asyncSignatureUrl(key, { expires: lifetimeSeconds });
  return { method: 'GET', url, headers: {} };
}

async function serviceErrorOf(call: Promise<unknown>): Promise<ServiceError> {
  try {
    await call;
  } catch (error) {
    const { status, code, ecCode, requestId } = error as {
      status: number;
      code: string;
      ecCode?: string;
      requestId: string;
    };
    return { status, code, ec: ecCode, hasRequestId: requestId?.length === 24 };
  }
  throw new Error('no service error');
}

async function outcomeOf<Facts>(step: () => Promise<Facts>): Promise<Outcome<Facts>> {
  try {
    return await step();
  } catch (error) {
    return { failed: String(error) };
  }
}

function headerOf(response: unknown, name: string): string {
  return (response as { headers: Record<string, string> }).headers[name] as string;
}
