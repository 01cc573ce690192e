import type { Query } from '@ossferry/contract';
import { encodeQueryText } from './encode-text.ts';
import { refusal } from './refusal.ts';

/** A query parameter, percent-encoded. */
export interface QueryParameter {
  readonly name: string;
  /** As it stands in the URL: `name=value`, or the bare name when the value is empty. */
  readonly text: string;
}

/** Encodes the caller's query in its order; refuses parameters in `reserved`, which only the signature may set. */
export function encodeQuery(query: Query | undefined, reserved: ReadonlySet<string>): QueryParameter[] {
  return query === undefined ? [] : query.map(([name, value]) => encodeParameter(name, value, reserved));
}

/** Joins parameters in the order in which they are given. */
export function joinQuery(parameters: readonly QueryParameter[]): string {
  return parameters.map((parameter) => parameter.text).join('&');
}

function encodeParameter(name: string, value: string, reserved: ReadonlySet<string>): QueryParameter {
  if (reserved.has(name)) {
    throw refusal(
      'InvalidQuery',
      `The query holds ${name}, which belongs to the signature.`,
      'Sign the request without it; an URL that is already signed cannot be signed again.',
    );
  }
  const encodedName = encodeQueryText(name);
  return { name: encodedName, text: value === '' ? encodedName : `${encodedName}=${encodeQueryText(value)}` };
}
