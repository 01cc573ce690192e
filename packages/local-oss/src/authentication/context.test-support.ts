import type { AccountOptions } from '../options/account-options.ts';
import { createBucket } from '../options/bucket.ts';
import type { OssRequest } from '../protocol/oss-request.ts';
import { parseQuery } from '../protocol/query.ts';
import type { AuthenticationContext } from './authentication-context.ts';

/** A request for the verifiers, without a connection. */
export interface RequestFixture {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  readonly account: AccountOptions;
  readonly now: Date;
}

/** Creates the input of the verifiers for a request. */
export function contextOf(fixture: RequestFixture): AuthenticationContext {
  const [, rawQuery = ''] = /\?(.*)$/s.exec(fixture.url) ?? [];
  const request: Omit<OssRequest, 'message'> = {
    method: fixture.method,
    rawPath: '',
    query: parseQuery(rawQuery),
    headers: new Map(Object.entries(fixture.headers).map(([name, value]) => [name.toLowerCase(), value.trim()])),
    host: 'examplebucket.oss-cn-hangzhou.aliyuncs.com',
    hostAndPort: 'examplebucket.oss-cn-hangzhou.aliyuncs.com',
  };
  return {
    // Verifiers do not use the body.
    request: request as OssRequest,
    target: { bucket: createBucket(fixture.bucket, fixture.region), key: fixture.key },
    accounts: new Map([[fixture.account.accessKeyId, fixture.account]]),
    now: fixture.now,
  };
}
