import { percentDecode } from './percent-encoding.ts';

/** One query parameter, decoded. */
export interface QueryParameter {
  readonly name: string;
  /** Empty both for `name=` and for a bare `name`. */
  readonly value: string;
}

/** Parses a raw query; `+` is decoded as a space. */
export function parseQuery(rawQuery: string): QueryParameter[] {
  return rawQuery
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      const value = equals === -1 ? '' : pair.slice(equals + 1);
      return { name: decodeQueryPart(name), value: decodeQueryPart(value) };
    });
}

/** Returns the first value of a parameter. */
export function queryValue(query: readonly QueryParameter[], name: string): string | undefined {
  return query.find((parameter) => parameter.name === name)?.value;
}

function decodeQueryPart(raw: string): string {
  return percentDecode(raw.replaceAll('+', ' '));
}
