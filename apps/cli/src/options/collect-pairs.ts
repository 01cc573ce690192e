import { usageError } from '../usage-error.ts';

/** Names and values collected by a repeatable option. */
export type Pairs = Readonly<Record<string, string>>;

/** Adds a header written as `name:value`, as in curl. */
export function collectHeader(text: string, collected: Pairs = {}): Pairs {
  const [, name, padded = ''] = /^([!#$%&'*+.^_`|~\w-]+):(.*)$/.exec(text) ?? [];
  const value = padded.trim();
  if (name === undefined || value === '') {
    throw usageError('InvalidHeader', 'A header must be written as name:value.', 'For example: x-oss-meta-owner:me.');
  }
  return { ...collected, [name.toLowerCase()]: value };
}

/** Adds a query parameter written as `name=value` or `name`. */
export function collectParameter(text: string, collected: Pairs = {}): Pairs {
  const [, name = '', value = ''] = /^([^=]+)(?:=(.*))?$/s.exec(text) ?? [];
  if (name === '') {
    throw usageError('InvalidParameter', 'A query parameter has no name.', 'Write it as name=value.');
  }
  return { ...collected, [name]: value };
}
