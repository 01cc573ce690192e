import { CredentialsError } from '../credentials-error.ts';

/** Values by lower-case key. */
export type IniSection = ReadonlyMap<string, string>;

/**
 * Parses the INI dialect of Alibaba Cloud's tools into sections by trimmed name. `#` and `;` start a comment only at the
 * start of a line or after white space, so that values may contain them. Values may be in double quotes. Repeated
 * sections are merged. Throws `InvalidFile` with the line number, but no part of the line.
 */
export function parseIni(text: string, path: string, source: string): ReadonlyMap<string, IniSection> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue;
    const fail = (why: string): CredentialsError =>
      new CredentialsError({ source, code: 'InvalidFile', message: `${path}:${index + 1} ${why}.` });
    if (trimmed.startsWith('[')) {
      const name = /^\[([^\]]+)\](?:\s*[#;].*)?$/.exec(trimmed)?.[1]?.trim();
      if (name === undefined) throw fail('is not a section header');
      section = sections.get(name) ?? new Map();
      sections.set(name, section);
      continue;
    }
    const [, key, value] = /^([^=]+?)\s*=\s*(.*)/.exec(trimmed) ?? [];
    if (key === undefined || value === undefined) throw fail('is neither a section nor key = value');
    if (section === undefined) throw fail('is before the first section');
    section.set(key.toLowerCase(), readValue(value));
  }
  return sections;
}

function readValue(text: string): string {
  const quoted = /^"([^"]*)"(?:\s+[#;].*)?$/.exec(text)?.[1];
  return quoted ?? text.replace(/(^|\s)[#;].*$/, '').trim();
}
