import type { AccountOptions } from '../options/account-options.ts';
import { createBucket } from '../server/bucket.ts';
import type { OssRequest } from '../server/oss-request.ts';
import { parseQuery } from '../server/query.ts';
import type { AuthenticationContext } from './authentication-context.ts';

/** A request that exists only on paper. */
export interface PaperRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  readonly account: AccountOptions;
  readonly now: Date;
}

/** Builds what a verifier sees when this request arrives. */
export function contextOf(paper: PaperRequest): AuthenticationContext {
  const [, rawQuery = ''] = /\?(.*)$/s.exec(paper.url) ?? [];
  const request: Omit<OssRequest, 'message'> = {
    method: paper.method,
    rawPath: '',
    rawQuery,
    query: parseQuery(rawQuery),
    headers: new Map(Object.entries(paper.headers).map(([name, value]) => [name.toLowerCase(), value.trim()])),
    host: 'examplebucket.oss-cn-hangzhou.aliyuncs.com',
    hostAndPort: 'examplebucket.oss-cn-hangzhou.aliyuncs.com',
  };
  return {
    // Verifiers never look at the body.
    request: request as OssRequest,
    target: { bucket: createBucket(paper.bucket, paper.region), key: paper.key },
    accounts: new Map([[paper.account.accessKeyId, paper.account]]),
    now: paper.now,
  };
}
