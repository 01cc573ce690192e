import { encodeKey, percentEncode } from '@ossferry/contract';
import {
  canonicalRequest,
  createSigningKey,
  hmacSha256,
  type SigningKey,
  signatureV1,
  sortQuery,
  stringToSign,
  stringToSignV1,
} from '@ossferry/core-signer/steps';
import type { SignedForm } from '../compare/signed-form.ts';
import type { UrlSignature } from '../url/read-signature.ts';

/** A possible input of the signature. */
export interface Hypothesis {
  readonly form: SignedForm;
  readonly secret: string;
  /** The scope of the signing key and of the string to sign. */
  readonly region: string;
  readonly product: string;
}

/** Computes the signature of a hypothesis; `undefined` for text that cannot be encoded. */
export type ComputeSignature = (hypothesis: Hypothesis) => string | undefined;

/** Makes a function that computes signatures for a URL, and caches the signing keys. */
export function signatureComputer(signature: UrlSignature): ComputeSignature {
  const keys = new Map<string, SigningKey>();
  const compute = signature.version === 'V1' ? computeV1 : computeV4(signature, keys);
  return (hypothesis) => {
    try {
      return compute(hypothesis);
    } catch (error) {
      // A lone surrogate, which no signer can encode.
      if (error instanceof URIError || (error instanceof Error && 'code' in error)) return undefined;
      throw error;
    }
  };
}

function computeV1({ form, secret }: Hypothesis): string {
  const date = form.query.find(([name]) => name === 'Expires')?.[1] ?? '';
  return signatureV1(secret, stringToSignV1({ ...form, date }));
}

function computeV4({ signingTime = '', scope }: UrlSignature, keys: Map<string, SigningKey>): ComputeSignature {
  const date = scope?.date ?? signingTime.slice(0, 8);
  return ({ form, secret, region, product }) => {
    const name = `${secret}\n${region}\n${product}`;
    const key =
      keys.get(name) ??
      createSigningKey(`${date}/${region}/${product}/aliyun_v4_request`, deriveKey([secret, date, region, product]));
    keys.set(name, key);
    const query = form.query.map(([parameter, value]) =>
      value === '' ? percentEncode(parameter) : `${percentEncode(parameter)}=${percentEncode(value)}`,
    );
    const entries = Object.entries(form.headers).toSorted(([left], [right]) => (left < right ? -1 : 1));
    const canonical = canonicalRequest({
      method: form.method,
      bucket: form.bucket,
      key: encodeKey(form.key),
      query: sortQuery(query),
      headers: { entries, additional: form.additionalHeaders.join(';') },
    });
    const time = form.query.find(([parameter]) => parameter === 'x-oss-date')?.[1] ?? signingTime;
    return key.sign(stringToSign(time, key.scope, canonical));
  };
}

function deriveKey([secret = '', ...scope]: readonly string[]): Uint8Array {
  const start: Uint8Array = new TextEncoder().encode(`aliyun_v4${secret}`);
  return [...scope, 'aliyun_v4_request'].reduce((key, part) => hmacSha256(key)(part), start);
}
