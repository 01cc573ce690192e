import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { authenticate } from './authenticate.ts';
import { contextOf, type RequestFixture } from './context.test-support.ts';

interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

interface PresignVector {
  readonly name: string;
  readonly credentials: Credentials;
  readonly request: { readonly bucket: string; readonly key: string };
  readonly now: string;
  readonly expected: { readonly method: string; readonly url: string; readonly signedHeaders: Record<string, string> };
  readonly knownDefect?: string;
}

interface SignerVector {
  readonly name: string;
  readonly mode: 'header' | 'query';
  readonly method: string;
  readonly url: string;
  readonly bucket: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly region: string;
  readonly credentials: Credentials;
  readonly now: string;
  readonly expected: {
    readonly url?: string;
    readonly authorization?: string;
    readonly headers?: Record<string, string>;
  };
  readonly knownDefect?: string;
}

interface Case {
  readonly name: string;
  readonly knownDefect: string | undefined;
  readonly fixture: RequestFixture;
}

const presigned = ['presign-vectors.json', 'presign-random.json', 'presign-edges.json']
  .flatMap(load<PresignVector>)
  .map(
    (vector): Case => ({
      name: vector.name,
      knownDefect: vector.knownDefect,
      fixture: {
        ...vector.request,
        method: vector.expected.method,
        url: vector.expected.url,
        headers: vector.expected.signedHeaders,
        region: regionOf(vector.expected.url),
        account: vector.credentials,
        now: new Date(vector.now),
      },
    }),
  );

const signed = load<SignerVector>('signer-vectors.json').map(
  (vector): Case => ({
    name: vector.name,
    knownDefect: vector.knownDefect,
    fixture: {
      ...vector,
      url: vector.expected.url ?? vector.url,
      headers: {
        ...vector.headers,
        ...vector.expected.headers,
        ...(vector.expected.authorization === undefined ? {} : { authorization: vector.expected.authorization }),
      },
      account: vector.credentials,
      now: new Date(vector.now),
    },
  }),
);

const cases = [...presigned, ...signed];
const valid = cases.filter((candidate) => candidate.knownDefect === undefined);
const defective = cases.filter((candidate) => candidate.knownDefect !== undefined);

describe('the requests of the official Python SDK', () => {
  it('default: the number of vectors', () => {
    expect(valid.length).toBeGreaterThan(300);
    expect(defective.length).toBeGreaterThan(1);
  });

  it.each(valid)('default: $name is accepted', ({ fixture }) => {
    expect(authenticate(contextOf(fixture))).toEqual(fixture.account);
  });

  it.each(valid)('error: $name is refused with another secret', ({ fixture }) => {
    const account = { ...fixture.account, accessKeySecret: 'another secret' };
    expect(() => authenticate(contextOf({ ...fixture, account }))).toThrow(
      expect.objectContaining({ code: 'SignatureDoesNotMatch' }),
    );
  });

  it.each(valid)('error: $name is refused with another method, key or signed header', ({ fixture }) => {
    const changes: Partial<RequestFixture>[] = [
      { method: fixture.method === 'GET' ? 'HEAD' : 'GET' },
      { key: `${fixture.key}x` },
      { headers: { ...fixture.headers, 'x-oss-injected-by-a-proxy': '1' } },
      { headers: { ...fixture.headers, 'content-type': 'text/injected' } },
    ];
    for (const change of changes) {
      expect(() => authenticate(contextOf({ ...fixture, ...change }))).toThrow(
        expect.objectContaining({ code: 'SignatureDoesNotMatch' }),
      );
    }
  });

  it.each(defective)('error: $name is refused: $knownDefect', ({ fixture }) => {
    expect(() => authenticate(contextOf(fixture))).toThrow(expect.objectContaining({ status: 403 }));
  });
});

function load<Vector>(file: string): Vector[] {
  const text = readFileSync(new URL(`../../../../tooling/vectors/${file}`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { vectors: Vector[] }).vectors;
}

function regionOf(url: string): string {
  const credential = new URLSearchParams(url.slice(url.indexOf('?'))).get('x-oss-credential');
  return credential?.split('/')[2] ?? 'cn-hangzhou';
}
