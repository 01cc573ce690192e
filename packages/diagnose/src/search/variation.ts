import type { Credentials, HeaderMap, Query } from '@ossferry/contract';
import type { Cause } from '../cause.ts';
import type { SignedForm } from '../compare/signed-form.ts';
import type { Hypothesis } from './signature-of.ts';

/** One way in which what was signed may differ from what was sent. */
export interface Variation {
  /** Two variations of one dimension are never combined. */
  readonly dimension: Dimension;
  /** Set where the difference is not in the request, and so cannot be read off it. */
  readonly cause?: Cause | undefined;
  readonly apply: (hypothesis: Hypothesis) => Hypothesis;
}

/** What a variation changes. */
export type Dimension =
  | 'method'
  | 'bucket'
  | 'key'
  | 'query'
  | `query ${string}`
  | 'headers'
  | `header ${string}`
  | 'additional headers'
  | 'lifetime'
  | 'scope'
  | 'access key'
  | 'secret'
  | 'token';

/** What the variations are made from. */
export interface VariationInput {
  readonly base: Hypothesis;
  readonly credentials: Credentials;
  readonly version: 'V4' | 'V1';
  readonly host: string;
  readonly hostRegion: string | undefined;
  /** What the signer says was signed, or what somebody meant to sign. */
  readonly signedHeaders: HeaderMap;
  readonly signedBucket: string | undefined;
}

/** Makes a variation of the request itself. */
export function vary(
  dimension: Dimension,
  change: (form: SignedForm) => Partial<SignedForm>,
  cause?: Cause,
): Variation {
  return {
    dimension,
    cause,
    apply: (hypothesis) => ({ ...hypothesis, form: { ...hypothesis.form, ...change(hypothesis.form) } }),
  };
}

/** Headers without some of them. */
export function without(headers: HeaderMap, names: readonly string[]): HeaderMap {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

/** A query in which a parameter has another value. */
export function setParameter(query: Query, name: string, value: string): Query {
  return [...query.filter(([other]) => other !== name), [name, value]];
}
