import type { Credentials, HeaderMap, Query } from '@ossferry/contract';
import type { Cause } from '../cause.ts';
import type { SignedForm } from '../compare/signed-form.ts';
import type { Hypothesis } from './signature-computer.ts';

/** One way in which the signed request may differ from the one that was sent. */
export interface Variation {
  /** Variations of the same dimension are not combined. */
  readonly dimension: Dimension;
  /** Set if comparing the requests cannot reveal the cause. */
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

/** The input that variations are derived from. */
export interface VariationInput {
  readonly base: Hypothesis;
  readonly credentials: Credentials;
  readonly version: 'V4' | 'V1';
  readonly host: string;
  readonly hostRegion: string | undefined;
  /** The headers that the signer signed, according to the caller. */
  readonly signedHeaders: HeaderMap;
  readonly signedBucket: string | undefined;
}

/** Makes a variation of the request. */
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

/** Removes headers by name. */
export function without(headers: HeaderMap, names: readonly string[]): HeaderMap {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

/** Sets a parameter of a query. */
export function setParameter(query: Query, name: string, value: string): Query {
  return [...query.filter(([other]) => other !== name), [name, value]];
}
