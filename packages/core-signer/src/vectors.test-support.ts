import { readFileSync } from 'node:fs';
import type { Credentials, Method, Query } from '@ossferry/contract';

/** A call of the official Python SDK's `client.presign` and its result. */
export interface PresignVector {
  readonly name: string;
  readonly client: {
    readonly region: string;
    readonly signatureVersion: 'v1' | 'v4';
    readonly cloudBoxId?: string;
  };
  readonly credentials: Credentials;
  readonly request: { readonly bucket: string; readonly key: string; readonly rangeHeader?: string };
  readonly now: string;
  readonly expected: {
    readonly method: Method;
    readonly url: string;
    readonly expiration: string;
    readonly signedHeaders: Readonly<Record<string, string>>;
  };
  readonly knownDefect?: string;
}

/** A call of one of the SDK's signers and its result. */
export interface SignerVector {
  readonly name: string;
  readonly signatureVersion: 'v1' | 'v4';
  readonly mode: 'header' | 'query';
  readonly method: Method;
  readonly url: string;
  readonly bucket: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly additionalHeaders: readonly string[];
  readonly region: string;
  readonly product: string;
  readonly credentials: Credentials;
  readonly now: string;
  readonly expiresSeconds: number;
  readonly expected: {
    readonly url: string;
    readonly authorization: string;
    readonly stringToSign: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly knownDefect?: string;
}

/** The input of a published or executed vector. */
export interface PublishedInput {
  readonly method: Method;
  readonly bucket: string;
  readonly key: string | null;
  readonly queryDecoded: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  readonly accessKeySecret: string | null;
  readonly securityToken?: string | null;
  readonly signingKeyHex?: string;
  readonly region: string;
  readonly product: string;
  readonly signTimeUnix: number;
  readonly expiresSeconds: number;
  readonly expiresUnix: number;
  readonly date: string;
  readonly requestedAdditionalHeaders: readonly string[];
}

/** A signature from OSS's documentation or from an SDK's tests. */
export interface PublishedVector {
  readonly id: string;
  readonly kind: 'v4-header' | 'v4-url' | 'v1-header' | 'v1-url';
  readonly input: PublishedInput;
  readonly expected: {
    readonly canonicalRequest: string;
    readonly stringToSign: string;
    readonly signature: string;
    readonly authorization?: string;
    readonly sortedQuery: string;
  };
}

/** A URL created by the Python SDK and checked with an independent implementation. */
export interface ExecutedVector {
  readonly id: string;
  readonly input: PublishedInput;
  readonly pythonSdkUrl: string;
  readonly pythonSdkStringToSign: string;
  readonly agreesWithIndependentImplementation: boolean;
  readonly canonicalRequest?: string;
  readonly independentStringToSign: string;
  readonly independentSignature: string;
}

export const presignVectors: readonly PresignVector[] = [
  ...read<{ vectors: PresignVector[] }>('presign-vectors').vectors,
  ...read<{ vectors: PresignVector[] }>('presign-random').vectors,
];

export const signerVectors: readonly SignerVector[] = read<{ vectors: SignerVector[] }>('signer-vectors').vectors;

const published = read<{
  signatureVectors: PublishedVector[];
  sdkExecutedVectors: { vectors: ExecutedVector[] };
}>('published-vectors');

export const publishedVectors: readonly PublishedVector[] = published.signatureVectors;
export const executedVectors: readonly ExecutedVector[] = published.sdkExecutedVectors.vectors;

/** Splits a URL without normalizing it. */
export function splitUrl(url: string): { baseUrl: string; path: string; query: Query } {
  const [, baseUrl = '', path = '', query] = /^(https?:\/\/[^/?]+)([^?]*)(?:\?(.*))?$/s.exec(url) ?? [];
  const parameters = query === undefined ? [] : query.split('&').map((parameter) => parameter.split('='));
  return {
    baseUrl,
    path,
    query: parameters.map(([name = '', value = '']) => [decodeURIComponent(name), decodeURIComponent(value)]),
  };
}

/** Returns the value of a query parameter. */
export function parameterOf(url: string, name: string): string | undefined {
  return splitUrl(url).query.find(([candidate]) => candidate === name)?.[1];
}

/** Returns the query parameters before those of the signature. */
export function callerQuery(url: string): Query {
  const { query } = splitUrl(url);
  return query.slice(
    0,
    query.findIndex(([name]) => name === 'x-oss-signature-version' || name === 'OSSAccessKeyId'),
  );
}

function read<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`../../../tooling/vectors/${name}.json`, import.meta.url), 'utf8'));
}
