import { CredentialsError } from '../../credentials-error.ts';
import { type IniSection, parseIni } from '../parse-ini.ts';
import { profileSettings } from '../profile-settings.ts';
import type { ProfileFile } from '../profile-source.ts';

/**
 * Parses `~/.ossutilconfig` of ossutil 1 or 2. A section `[Credentials]` means ossutil 1, which has only the profile `default`.
 * Keys are normalized. Throws `InvalidFile`.
 */
export function parseOssutilConfig(text: string, path: string, source: string): ProfileFile {
  const sections = new Map<string, ReadonlyMap<string, string>>();
  for (const [name, section] of parseIni(text, path, source)) sections.set(normalizeName(name), normalizeKeys(section));
  const isFirstGeneration = sections.has('credentials');
  return {
    path,
    names: isFirstGeneration ? ['default'] : [...sections.keys()].filter((name) => !name.startsWith('buckets ')),
    profile: (name) => {
      const section = isFirstGeneration
        ? firstGeneration(sections, name, path, source)
        : sections.get(name.toLowerCase());
      if (section === undefined) return undefined;
      const place = isFirstGeneration ? `${path}, section [Credentials]` : `${path}, profile ${name}`;
      return profileSettings(place, source, (key) => section.get(key));
    },
  };
}

/** Both generations accept `accessKeyID`, `access-key-id` and `access_key_id`. */
function normalizeKeys(section: IniSection): ReadonlyMap<string, string> {
  return new Map([...section].map(([key, value]) => [key.replace(/[-_]/g, ''), value]));
}

/** `[profile NAME]` and `[default]` become `name` and `default`; `[buckets NAME]` keeps its prefix and is not a profile. */
function normalizeName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^profile /, '');
}

/** Combines the two sections of ossutil 1: the keys, and the metadata URL of an ECS role. */
function firstGeneration(
  sections: ReadonlyMap<string, ReadonlyMap<string, string>>,
  name: string,
  path: string,
  source: string,
): ReadonlyMap<string, string> | undefined {
  if (name !== 'default') return undefined;
  const settings = new Map(sections.get('credentials'));
  const url = sections.get('akservice')?.get('ecsak');
  if (url === undefined || settings.has('accesskeyid')) return settings;
  const roleName = /\/ram\/security-credentials\/([\w.@-]+)\/?$/i.exec(url)?.[1];
  if (roleName === undefined) {
    const message = `${path}: ecsAk is not the URL of a role's credentials.`;
    throw new CredentialsError({ source, code: 'InvalidProfile', message });
  }
  return settings.set('ecsrolename', roleName);
}
