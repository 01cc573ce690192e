import { request as httpRequest } from 'node:http';
import type { Credentials } from '@ossferry/contract';
import { type SignUrlInput, signUrl, signUrlV1 } from '@ossferry/core-signer';
import { type LocalOss, startLocalOss } from '@ossferry/local-oss';
import type { Cause } from './cause.ts';
import type { ExplainInput } from './explain-input.ts';
import type { SignedInput } from './signed-input.ts';

/** The time of the corpus. */
export const NOW: Date = new Date('2026-03-04T05:06:07Z');
export const bucket = 'examplebucket';
export const region = 'cn-hangzhou';
export const host: string = `${bucket}.oss-${region}.aliyuncs.com`;
export const account: Credentials = { accessKeyId: 'LTAI5tCanaryKeyId', accessKeySecret: 'canary-long-term-secret' };
export const temporary: Credentials = {
  accessKeyId: 'STS.NUCanaryKeyId',
  accessKeySecret: 'canary-temporary-secret',
  securityToken: 'CAISCanary+Token/with=chars',
};
export const otherTemporary: Credentials = {
  accessKeyId: 'STS.NUOtherKeyId',
  accessKeySecret: 'canary-other-secret',
  securityToken: 'CAISOtherCanary+Token/second=pair',
};
/** A pair whose secret was replaced: OSS has another one. */
export const rotated: Credentials = { accessKeyId: 'LTAI5tRotatedKeyId', accessKeySecret: 'canary-rotated-secret' };

/** A download, and what happens to it. */
export interface Attempt {
  readonly sign: Partial<SignUrlInput> & { readonly version?: 'V4' | 'V1' | undefined };
  /** Changes the URL that the recipient uses. */
  readonly url: (url: string) => string;
  /** What the recipient sends. */
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Changes the URL in transit. */
  readonly inTransit: (url: string) => string;
  /** Headers that are added in transit. */
  readonly addedHeaders: Readonly<Record<string, string>>;
  /** Headers that are removed in transit. */
  readonly droppedHeaders: readonly string[];
  /** What the signer signed. */
  readonly signed?: SignedInput | undefined;
  /** The credentials for the diagnosis. */
  readonly diagnoseWith: Credentials;
  /** The time of the request. */
  readonly sentAt: Date;
}

/** One known way to break a download, and the cause to report. */
export interface Fault {
  readonly name: string;
  readonly change: (attempt: Attempt) => Attempt;
  readonly expected: Cause;
  /** The cause without the secret; `null` if it cannot be known. @default the same */
  readonly withoutSecret?: Cause | null | undefined;
}

export const goodAttempt: Attempt = {
  sign: {},
  url: (url) => url,
  method: 'GET',
  headers: {},
  inTransit: (url) => url,
  addedHeaders: {},
  droppedHeaders: [],
  diagnoseWith: account,
  sentAt: NOW,
};

/** Starts the local OSS of the corpus. Its clock is that of the attempt. */
export async function startCorpusOss(now: () => Date): Promise<LocalOss> {
  const local = await startLocalOss({
    region,
    buckets: [
      bucket,
      { name: 'otherbucket', region: 'cn-beijing' },
      { name: 'bound', customDomains: ['static.example.com'] },
      { name: 'payer', requestPayer: 'Requester' },
    ],
    accounts: [
      account,
      temporary,
      otherTemporary,
      { ...rotated, accessKeySecret: 'the-secret-that-replaced-it' },
      { accessKeyId: 'LTAI5tNoRights', accessKeySecret: 'canary-powerless-secret', permissions: [] },
      { accessKeyId: 'LTAI5tDisabled', accessKeySecret: 'canary-disabled-secret', disabled: true },
      {
        accessKeyId: 'STS.NUExpired',
        accessKeySecret: 'canary-expired-secret',
        securityToken: 'canary-expired-token',
        expiration: new Date('2026-03-04T05:00:00Z'),
      },
    ],
    now: () => now().getTime(),
    requestLogLimit: 1,
  });
  for (const key of [
    'report.pdf',
    'a b.txt',
    'a/../b.txt',
    'a//b.txt',
    '100%.txt',
    'a+b.txt',
    'ä.txt',
    'a%20b.txt',
    'a#b.txt',
  ]) {
    await local.putObject({ bucket, key, body: 'content' });
  }
  await local.putObject({ bucket: 'bound', key: 'report.pdf', body: 'content' });
  await local.putObject({ bucket: 'payer', key: 'report.pdf', body: 'content' });
  return local;
}

/** Signs, breaks and sends a request, and returns the input for the diagnosis. */
export async function run(attempt: Attempt, local: LocalOss): Promise<ExplainInput & { readonly status: number }> {
  const signed = signAttempt(attempt);
  const url = attempt.url(signed);
  const response = await send(local, {
    url: attempt.inTransit(url),
    method: attempt.method,
    headers: Object.fromEntries(
      Object.entries({ ...attempt.headers, ...attempt.addedHeaders }).filter(
        ([name]) => !attempt.droppedHeaders.includes(name),
      ),
    ),
  });
  return {
    status: response.status,
    url,
    request: { method: attempt.method, headers: attempt.headers },
    signed: attempt.signed,
    response,
    now: attempt.sentAt,
    credentials: attempt.diagnoseWith,
  };
}

/** Signs the URL of an attempt, without faults. */
export function signAttempt({ sign }: Attempt): string {
  const { version = 'V4', ...input } = sign;
  const full: SignUrlInput = {
    bucket,
    key: 'report.pdf',
    baseUrl: `http://${host}`,
    region,
    credentials: account,
    now: NOW,
    expiresInSeconds: 900,
    ...input,
  };
  return version === 'V1' ? signUrlV1(full).url : signUrl(full).url;
}

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends a URL as a lenient client does: encodes characters that HTTP does not allow, and drops the fragment. */
function send(local: LocalOss, { url, method, headers }: Sent): Promise<Received> {
  const [, authority = host, rest = '/'] = /^\W*https?:\/\/([^/?#]*)([^#]*)/i.exec(url) ?? [];
  const target = rest.replace(/[\t\r\n]/g, '').replace(/[^!-~]|["<>\\^`{|}]/gu, encodeURIComponent);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port: local.port,
        method,
        path: target.startsWith('/') ? target : `/${target}`,
        headers: { host: authority, ...headers },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Record<string, string>,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}
