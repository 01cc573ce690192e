import { type Credentials, encodeKey, type ResolvedRequest } from '@ossferry/contract';

export const bucket = 'examplebucket';

// With milliseconds, which no signature contains.
export const signedAt: Date = new Date('2026-01-02T03:04:05.678Z');

export const user: Credentials = Object.freeze({
  accessKeyId: 'LTAI-testkit',
  accessKeySecret: 'testkit-secret',
});

export const temporaryUser: Credentials = Object.freeze({
  accessKeyId: 'STS.testkit',
  accessKeySecret: 'testkit-secret-temporary',
  securityToken: 'token+of/testkit==',
});

/** A resolved request, frozen like those of the client. */
export function sampleRequest(change: Partial<ResolvedRequest> = {}): ResolvedRequest {
  const { key = 'a/b c.txt', endpoint, query = [], headers = {} } = change;
  return Object.freeze({
    operation: 'GetObject',
    method: 'GET',
    bucket,
    ...change,
    key,
    query: Object.freeze(query.map((parameter) => Object.freeze(parameter))),
    headers: Object.freeze({ ...headers }),
    endpoint: Object.freeze({
      baseUrl: `https://${bucket}.oss-cn-hangzhou.aliyuncs.com`,
      path: `/${encodeKey(key)}`,
      region: 'cn-hangzhou',
      product: 'oss',
      ...endpoint,
    }),
  });
}
