import { type Credentials, definePlugin, type ResolvedRequest, type Signer } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { failingChecks } from '../failing-checks.test-support.ts';
import { describeSigner } from './describe-signer.ts';
import { plainSigner } from './plain-signer.ts';

describeSigner({ describe, it }, plainSigner, { name: 'a plain signer' });
describeSigner(
  { describe, it },
  definePlugin('wrapping', (host) => host.wrap('signer', (standard) => ({ ...standard }))),
  { name: 'a plugin that wraps the signer' },
);

const { header, query } = plainSigner;

/** A signer that changes its input. */
function changing(change: (request: ResolvedRequest) => ResolvedRequest): Signer {
  return {
    header: (request, ...rest) => header(change(request), ...rest),
    query: (request, ...rest) => query(change(request), ...rest),
  };
}

/** A signer whose key is that of the first request, unless `of` returns a different text. */
function cachingKeys(of: (request: ResolvedRequest, now: Date) => string): Signer {
  let first: string | undefined;
  const keyOf = (request: ResolvedRequest, credentials: Credentials, now: Date): Credentials => {
    first ??= of(request, now);
    return first === of(request, now) ? credentials : { ...credentials, accessKeySecret: 'the key of another scope' };
  };
  return {
    header: (request, credentials, now) => header(request, keyOf(request, credentials, now), now),
    query: (request, credentials, now, seconds) => query(request, keyOf(request, credentials, now), now, seconds),
  };
}

const mistakes: Record<string, readonly [signer: Signer, noticedBy: RegExp]> = {
  'nothing is signed': [
    {
      header: (request) => request.headers,
      query: ({ endpoint }) => ({ url: `${endpoint.baseUrl}/`, signedHeaders: {} }),
    },
    /header: OSS accepts GET/,
  ],
  'headers are lost': [
    {
      query,
      header: ({ headers: _, ...request }, ...rest) => header({ ...request, headers: {} }, ...rest),
    },
    /header: all headers to send/,
  ],
  'header names keep their case': [
    {
      query,
      header: (...input) => {
        const { authorization = '', ...headers } = header(...input);
        return { ...headers, Authorization: authorization };
      },
    },
    /header: all headers to send/,
  ],
  'it returns a promise': [
    {
      query,
      header: (async (...input: Parameters<Signer['header']>) => header(...input)) as unknown as Signer['header'],
    },
    /header: it is synchronous/,
  ],
  'the first signature is cached': [
    (() => {
      let kept: ReturnType<Signer['header']> | undefined;
      const keeping: Signer['header'] = (...input) => {
        kept ??= header(...input);
        return kept;
      };
      return { query, header: keeping };
    })(),
    /header: the signature depends on the time/,
  ],
  'the token is omitted': [
    {
      header: (request, { securityToken: _, ...pair }, now) => header(request, pair, now),
      query: (request, { securityToken: _, ...pair }, now, seconds) => query(request, pair, now, seconds),
    },
    /OSS accepts a security token/,
  ],
  'the token of earlier credentials stays': [
    (() => {
      let token: string | undefined;
      const withToken = (credentials: Credentials): Credentials => {
        token = credentials.securityToken ?? token;
        return { ...credentials, securityToken: token };
      };
      return {
        header: (request, credentials, now) => header(request, withToken(credentials), now),
        query: (request, credentials, now, seconds) => query(request, withToken(credentials), now, seconds),
      } satisfies Signer;
    })(),
    /a security token .* but not /,
  ],
  'the secret is in a header': [
    {
      header: (request, credentials, now) => ({
        ...header(request, credentials, now),
        'x-debug': credentials.accessKeySecret,
      }),
      query,
    },
    /header: the secret/,
  ],
  'an error contains the secret': [
    {
      header,
      query(request, credentials, now, seconds) {
        if (Number.isNaN(seconds)) throw new Error(`Cannot sign with ${credentials.accessKeySecret}.`);
        return query(request, credentials, now, seconds);
      },
    },
    /query: the secret/,
  ],
  'every URL is valid for 15 minutes': [
    { header, query: (request, credentials, now) => query(request, credentials, now, 900) },
    /query: a URL is valid until it expires/,
  ],
  'any lifetime is accepted': [
    {
      header,
      query: (request, credentials, now, seconds) => query(request, credentials, now, Math.max(1, seconds || 1)),
    },
    /query: a lifetime of 0/,
  ],
  'a URL parser normalizes the URL': [
    {
      header,
      query: (...input) => {
        const { url, signedHeaders } = query(...input);
        return { url: new URL(url).href, signedHeaders };
      },
    },
    /query: the URL of the key "a\/\.\.\/b"/,
  ],
  'signed headers are not returned': [
    { header, query: (...input) => ({ url: query(...input).url, signedHeaders: {} }) },
    /query: OSS accepts a body with signed headers/,
  ],
  'unsigned headers are returned': [
    { header, query: (request, ...rest) => ({ ...query(request, ...rest), signedHeaders: { 'x-oss-added': '1' } }) },
    /query: exactly the headers/,
  ],
  'the query is lost': [
    { header, query: (request, ...rest) => query({ ...request, query: [] }, ...rest) },
    /query: the request's own query/,
  ],
  'the region is always the same': [
    changing((request) => ({ ...request, endpoint: { ...request.endpoint, region: 'cn-hangzhou' } })),
    /query: OSS accepts another region/,
  ],
  'the signing key of the first day is cached': [
    cachingKeys((_, now) => now.toISOString().slice(0, 10)),
    /header: a signature of one day or region/,
  ],
  'the signing key of the first region is cached': [
    cachingKeys(({ endpoint }) => endpoint.region),
    /query: a signature of one day or region/,
  ],
  'parameters are sorted by locale': [
    {
      header,
      query(request, credentials, now, seconds) {
        const names = request.query.map(([name]) => name);
        const isSame = `${names.toSorted()}` === `${names.toSorted((a, b) => a.localeCompare(b))}`;
        return query(request, isSame ? credentials : { ...credentials, accessKeySecret: 'wrong' }, now, seconds);
      },
    },
    /query: OSS accepts parameters sorted by byte/,
  ],
  'milliseconds are signed': [
    {
      query,
      header: (request, credentials, now) => ({
        ...header(request, credentials, now),
        'x-oss-date': now.toISOString(),
      }),
    },
    /header: OSS accepts GET/,
  ],
  'the bucket is read from the host': [
    {
      query,
      header: (request, ...rest) =>
        header({ ...request, bucket: new URL(request.endpoint.baseUrl).hostname.split('.')[0] ?? '' }, ...rest),
    },
    /header: OSS accepts a custom domain/,
  ],
};

describe('mistakes', () => {
  it('behavior: the suite tests the signer of a plugin', async () => {
    const broken = definePlugin('broken', (host) =>
      host.wrap('signer', ({ query: sign }) => ({ query: sign, header: ({ headers }) => headers })),
    );
    const failing = await failingChecks((runner) => describeSigner(runner, broken));
    expect(failing).toContainEqual(expect.stringMatching(/header: OSS accepts GET/));
  });

  it.each(Object.keys(mistakes))('behavior: the suite notices that %s', async (name) => {
    const [signer, noticedBy] = mistakes[name] as (typeof mistakes)[string];
    const failing = await failingChecks((runner) => describeSigner(runner, signer), noticedBy);
    expect(failing).not.toEqual([]);
  });
});
