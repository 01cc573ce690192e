import { createHmac } from 'node:crypto';
import type { SignerVector } from './vectors.test-support.ts';
import { splitUrl } from './vectors.test-support.ts';

/** Computes the signature with a different library than the code under test. */
export function independentSignatureV1(accessKeySecret: string, stringToSign: string): string {
  return createHmac('sha1', accessKeySecret).update(stringToSign).digest('base64');
}

/** Corrects the SDK's string to sign to what OSS documents for V1: `x-oss-*` parameters and the token are signed. */
export function documentedStringToSignV1(vector: SignerVector): string {
  const { bucket, key, expected, credentials, mode } = vector;
  const resourceStart = expected.stringToSign.indexOf(`/${bucket}/${key}`);
  const head = expected.stringToSign.slice(0, resourceStart);
  const [path = '', ...signed] = splitResource(expected.stringToSign.slice(resourceStart), `/${bucket}/${key}`);
  const ossParameters = splitUrl(vector.url)
    .query.filter(([name]) => name.startsWith('x-oss-'))
    .map(([name, value]) => `${name}=${value}`);
  const subResources = [...signed, ...ossParameters].sort();
  const tokenLine =
    mode === 'header' && credentials.securityToken ? [`x-oss-security-token:${credentials.securityToken}`] : [];
  const lines = head.split('\n');
  const headers = [...lines.slice(4, -1), ...tokenLine].sort();
  return `${[...lines.slice(0, 4), ...headers, path].join('\n')}${subResources.length > 0 ? `?${subResources.join('&')}` : ''}`;
}

function splitResource(resource: string, path: string): string[] {
  const query = resource.slice(path.length + 1);
  return query === '' ? [path] : [path, ...query.split('&')];
}
