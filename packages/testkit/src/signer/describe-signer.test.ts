import type { Credentials, Signer } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { failingChecks } from '../failing-checks.test-support.ts';
import { describeSigner } from './describe-signer.ts';
import { plainSigner } from './plain-signer.test-support.ts';

describeSigner({ describe, it }, plainSigner, { name: 'a plain signer' });

const { header, query } = plainSigner;

const mistakes: Record<string, readonly [signer: Signer, noticedBy: RegExp]> = {
  'nothing is signed': [
    {
      header: (request) => request.headers,
      query: ({ endpoint }) => ({ url: `${endpoint.baseUrl}/`, signedHeaders: {} }),
    },
    /header: OSS accepts GET/,
  ],
  'headers are forgotten': [
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
  'it answers with a promise': [
    {
      query,
      header: (async (...input: Parameters<Signer['header']>) => header(...input)) as unknown as Signer['header'],
    },
    /header: it answers at once/,
  ],
  'the first signature is kept': [
    (() => {
      let kept: ReturnType<Signer['header']> | undefined;
      const keeping: Signer['header'] = (...input) => {
        kept ??= header(...input);
        return kept;
      };
      return { query, header: keeping };
    })(),
    /header: another moment/,
  ],
  'the token is left out': [
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
    /a security token .* does not stay/,
  ],
  'the secret is told': [
    {
      header: (request, credentials, now) => ({
        ...header(request, credentials, now),
        'x-debug': credentials.accessKeySecret,
      }),
      query,
    },
    /header: the secret/,
  ],
  'an error tells the secret': [
    {
      header,
      query(request, credentials, now, seconds) {
        if (Number.isNaN(seconds)) throw new Error(`Cannot sign with ${credentials.accessKeySecret}.`);
        return query(request, credentials, now, seconds);
      },
    },
    /query: the secret/,
  ],
  'every URL lives for a quarter of an hour': [
    { header, query: (request, credentials, now) => query(request, credentials, now, 900) },
    /query: a URL works until its end/,
  ],
  'any lifetime will do': [
    {
      header,
      query: (request, credentials, now, seconds) => query(request, credentials, now, Math.max(1, seconds || 1)),
    },
    /query: a lifetime of 0/,
  ],
  'a URL parser writes the URL': [
    {
      header,
      query: (...input) => {
        const { url, signedHeaders } = query(...input);
        return { url: new URL(url).href, signedHeaders };
      },
    },
    /query: the URL of the key "a\/\.\.\/b"/,
  ],
  'signed headers are not told': [
    { header, query: (...input) => ({ url: query(...input).url, signedHeaders: {} }) },
    /query: OSS accepts a body with signed headers/,
  ],
  'headers are told that are not signed': [
    { header, query: (request, ...rest) => ({ ...query(request, ...rest), signedHeaders: { 'x-oss-added': '1' } }) },
    /query: the headers that its user has to send/,
  ],
  'the query is lost': [
    { header, query: (request, ...rest) => query({ ...request, query: [] }, ...rest) },
    /query: the request's own query/,
  ],
  'the host names the bucket': [
    {
      query,
      header: (request, ...rest) =>
        header({ ...request, bucket: new URL(request.endpoint.baseUrl).hostname.split('.')[0] ?? '' }, ...rest),
    },
    /header: OSS accepts a custom domain/,
  ],
};

describe('mistakes', () => {
  it.each(Object.keys(mistakes))('behavior: the suite notices that %s', async (name) => {
    const [signer, noticedBy] = mistakes[name] as (typeof mistakes)[string];
    const failing = await failingChecks((runner) => describeSigner(runner, signer), noticedBy);
    expect(failing).not.toEqual([]);
  });
});
