import { CredentialsError } from '../../credentials-error.ts';
import { type IniSection, parseIni } from '../parse-ini.ts';
import { type ProfileSettings, profileSettings } from '../profile-settings.ts';

/** The configuration file of either generation of ossutil. */
export interface OssutilConfig {
  readonly path: string;
  readonly generation: 1 | 2;
  /** Gives a profile's settings by folded key; the first generation has only `default`. */
  readonly profile: (name: string) => ProfileSettings | undefined;
}

/** Reads `~/.ossutilconfig`. A section `[Credentials]` tells the first generation. */
export function parseOssutilConfig(text: string, path: string, source: string): OssutilConfig {
  const sections = new Map<string, ReadonlyMap<string, string>>();
  for (const [name, section] of parseIni(text, path, source)) sections.set(foldSection(name), foldKeys(section));
  const credentials = sections.get('credentials');
  const generation = credentials === undefined ? 2 : 1;
  return {
    path,
    generation,
    profile: (name) => {
      const section =
        generation === 1 ? firstGeneration(sections, name, path, source) : sections.get(name.toLowerCase());
      if (section === undefined) return undefined;
      const place = generation === 1 ? `${path}, section [Credentials]` : `${path}, profile ${name}`;
      return profileSettings(place, source, (key) => section.get(key));
    },
  };
}

/** Both generations spell keys in any of `accessKeyID`, `access-key-id` and `access_key_id`. */
function foldKeys(section: IniSection): ReadonlyMap<string, string> {
  return new Map([...section].map(([key, value]) => [key.replace(/[-_]/g, ''), value]));
}

/** `[profile NAME]` and `[default]` become `name` and `default`; `[buckets NAME]` keeps its kind, which no profile has. */
function foldSection(name: string): string {
  return name
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^profile /, '');
}

/** Joins what the first generation keeps in two sections: keys, and the metadata URL of an ECS role. */
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
    const message = `${path}: ecsAk is no URL of a role's credentials.`;
    throw new CredentialsError({ source, code: 'InvalidProfile', message });
  }
  return settings.set('ecsrolename', roleName);
}
