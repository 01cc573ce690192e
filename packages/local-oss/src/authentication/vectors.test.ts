import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { authenticate } from './authenticate.ts';
import { contextOf, type PaperRequest } from './context.test-support.ts';

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
  readonly paper: PaperRequest;
}

const presigned = [...load<PresignVector>('presign-vectors.json'), ...load<PresignVector>('presign-random.json')].map(
  (vector): Case => ({
    name: vector.name,
    knownDefect: vector.knownDefect,
    paper: {
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
    paper: {
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
const sound = cases.filter((candidate) => candidate.knownDefect === undefined);
const defective = cases.filter((candidate) => candidate.knownDefect !== undefined);

describe('the requests of the official Python SDK', () => {
  it('default: there are enough of them to mean something', () => {
    expect(sound.length).toBeGreaterThan(300);
    expect(defective.length).toBeGreaterThan(1);
  });

  it.each(sound)('default: $name is accepted', ({ paper }) => {
    expect(authenticate(contextOf(paper))).toEqual({ type: 'account', account: paper.account });
  });

  it.each(sound)('error: $name is refused with another secret', ({ paper }) => {
    const account = { ...paper.account, accessKeySecret: 'another secret' };
    expect(() => authenticate(contextOf({ ...paper, account }))).toThrow(
      expect.objectContaining({ code: 'SignatureDoesNotMatch' }),
    );
  });

  it.each(sound)('error: $name is refused with another method, key or signed header', ({ paper }) => {
    const changes: Partial<PaperRequest>[] = [
      { method: paper.method === 'GET' ? 'HEAD' : 'GET' },
      { key: `${paper.key}x` },
      { headers: { ...paper.headers, 'x-oss-injected-by-a-proxy': '1' } },
      { headers: { ...paper.headers, 'content-type': 'text/injected' } },
    ];
    for (const change of changes) {
      expect(() => authenticate(contextOf({ ...paper, ...change }))).toThrow(
        expect.objectContaining({ code: 'SignatureDoesNotMatch' }),
      );
    }
  });

  it.each(defective)('error: $name is refused: $knownDefect', ({ paper }) => {
    expect(() => authenticate(contextOf(paper))).toThrow(expect.objectContaining({ status: 403 }));
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
