import { usageError } from '../usage-error.ts';

/** Values by name, as a repeatable option collects them. */
export type Pairs = Readonly<Record<string, string>>;

/** Adds one `name:value`, as curl takes headers. */
export function collectHeader(text: string, collected: Pairs = {}): Pairs {
  const [, name, padded = ''] = /^([!#$%&'*+.^_`|~\w-]+):(.*)$/.exec(text) ?? [];
  const value = padded.trim();
  if (name === undefined || value === '') {
    throw usageError('InvalidHeader', 'A header is not written as name:value.', 'Write it as x-oss-meta-owner:me.');
  }
  return { ...collected, [name.toLowerCase()]: value };
}

/** Adds one `name=value`, or a bare `name`. */
export function collectParameter(text: string, collected: Pairs = {}): Pairs {
  const [, name = '', value = ''] = /^([^=]+)(?:=(.*))?$/s.exec(text) ?? [];
  if (name === '') {
    throw usageError('InvalidParameter', 'A query parameter has no name.', 'Write it as name=value.');
  }
  return { ...collected, [name]: value };
}
