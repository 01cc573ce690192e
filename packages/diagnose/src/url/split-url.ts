import type { Query } from '@ossferry/contract';
import { decodeQueryText } from './percent-decode.ts';

/** The parts of a URL, exactly as written: a WHATWG `URL` would repair, and so hide, damage. */
export interface UrlParts {
  /** In lower case; `''` if the text does not begin with a scheme. */
  readonly scheme: string;
  /** With port, without user info. */
  readonly host: string;
  /** Percent-encoded, with a leading slash. */
  readonly path: string;
  readonly parameters: readonly RawParameter[];
}

/** A query parameter, as written. */
export interface RawParameter {
  readonly name: string;
  /** Absent for a name without `=`. */
  readonly value: string | undefined;
}

/** Splits a URL into its parts without changing them; drops user info and fragment. */
export function splitUrl(url: string): UrlParts {
  const [, scheme = '', authority = '', path = '', query = ''] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/i.exec(url) ?? [];
  return {
    scheme: scheme.toLowerCase(),
    host: authority.slice(authority.lastIndexOf('@') + 1).toLowerCase(),
    path: path === '' ? '/' : path,
    parameters: query
      .split('&')
      .filter((parameter) => parameter !== '')
      .map(readParameter),
  };
}

/** Decodes names and values; a name without `=` has the value `''`, as in a signature. */
export function decodeParameters(parameters: readonly RawParameter[]): Query {
  return parameters.map(({ name, value = '' }) => [decodeQueryText(name), decodeQueryText(value)]);
}

/** Joins the parts of {@link splitUrl}. */
export function joinUrl({ scheme, host, path, parameters }: UrlParts): string {
  const base = scheme === '' ? path : `${scheme}://${host}${path}`;
  return parameters.length === 0 ? base : `${base}?${parameters.map(writeParameter).join('&')}`;
}

function readParameter(text: string): RawParameter {
  const equals = text.indexOf('=');
  return equals < 0 ? { name: text, value: undefined } : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

function writeParameter({ name, value }: RawParameter): string {
  return value === undefined ? name : `${name}=${value}`;
}
