import { request as httpRequest } from 'node:http';
import type { Credentials } from '@ossferry/contract';
import { type SignUrlInput, signUrl, signUrlV1 } from '@ossferry/core-signer';
import { type LocalOss, startLocalOss } from '@ossferry/local-oss';
import type { Cause } from './cause.ts';
import type { ExplainInput } from './explain-input.ts';
import type { SignedInput } from './signed-input.ts';

/** The time at which the corpus happens. */
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
/** A pair of which OSS knows another secret. */
export const rotated: Credentials = { accessKeyId: 'LTAI5tRotatedKeyId', accessKeySecret: 'canary-rotated-secret' };

/** A download as it is meant, and what becomes of it. */
export interface Attempt {
  readonly sign: Partial<SignUrlInput> & { readonly version?: 'V4' | 'V1' | undefined };
  /** The URL in the hands of whoever downloads. */
  readonly url: (url: string) => string;
  /** What they send with it. */
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What becomes of the URL behind their back. */
  readonly onTheWay: (url: string) => string;
  /** What headers are added behind their back. */
  readonly addedHeaders: Readonly<Record<string, string>>;
  /** What headers are taken out behind their back. */
  readonly droppedHeaders: readonly string[];
  /** What the signer says. */
  readonly says?: SignedInput | undefined;
  /** What whoever diagnoses has. */
  readonly diagnoseWith: Credentials;
  /** When it is sent. */
  readonly sentAt: Date;
}

/** One known way to break a download, and the cause that is to be named. */
export interface Breakage {
  readonly name: string;
  readonly change: (attempt: Attempt) => Attempt;
  readonly expected: Cause;
  /** What is expected without the secret; `null` where nobody could know. @default the same */
  readonly withoutSecret?: Cause | null | undefined;
}

export const goodAttempt: Attempt = {
  sign: {},
  url: (url) => url,
  method: 'GET',
  headers: {},
  onTheWay: (url) => url,
  addedHeaders: {},
  droppedHeaders: [],
  diagnoseWith: account,
  sentAt: NOW,
};

/** Starts the OSS that the corpus is sent to. Its clock is that of the attempt. */
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

/** Signs, breaks, sends, and gives what whoever diagnoses has in their hands. */
export async function run(attempt: Attempt, local: LocalOss): Promise<ExplainInput & { readonly status: number }> {
  const signed = signAttempt(attempt);
  const url = attempt.url(signed);
  const response = await send(local, {
    url: attempt.onTheWay(url),
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
    signed: attempt.says,
    response,
    now: attempt.sentAt,
    credentials: attempt.diagnoseWith,
  };
}

/** The good URL of an attempt. */
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

/** Sends a URL as a lenient client does: what HTTP cannot carry is percent-encoded, the fragment stays at home. */
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
