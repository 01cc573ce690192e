import { CredentialsError } from '../../credentials-error.ts';
import { isRecord } from '../../read-credentials.ts';
import { profileSettings } from '../profile-settings.ts';
import type { ProfileFile } from '../profile-source.ts';

/** The configuration file of the CLI. */
export interface CliConfig extends ProfileFile {
  /** The profile selected by `aliyun configure switch`. */
  readonly current: string | undefined;
}

/** Parses the text of `~/.aliyun/config.json`. Ignores unknown members. Throws `InvalidFile`. */
export function parseCliConfig(text: string, path: string, source: string): CliConfig {
  const config = parse(text, path, source);
  const profiles = isRecord(config) ? (config['profiles'] ?? []) : undefined;
  if (!isRecord(config) || !Array.isArray(profiles) || !profiles.every(isRecord)) {
    throw new CredentialsError({ source, code: 'InvalidFile', message: `${path} contains no list of profiles.` });
  }
  const current = config['current'];
  return {
    path,
    current: typeof current === 'string' && current !== '' ? current : undefined,
    names: profiles.map(({ name }) => String(name)),
    profile: (name) => {
      const found = profiles.find((profile) => profile['name'] === name);
      return found && profileSettings(`${path}, profile ${name}`, source, (key) => found[key]);
    },
  };
}

function parse(text: string, path: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message of JSON.parse quotes the file, so only the position is used.
    const position = /at position (\d+)/.exec(String(error))?.[1];
    const line = text.slice(0, position === undefined ? firstWrongToken(text) : Number(position)).split('\n').length;
    throw new CredentialsError({ source, code: 'InvalidFile', message: `${path}:${line} is not JSON.` });
  }
}

/** Returns the position of the first invalid token, for errors of JSON.parse that do not contain it. */
function firstWrongToken(text: string): number {
  const token = /\s*(?:[[\]{},:]|"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)/y;
  let position = 0;
  while (token.test(text)) position = token.lastIndex;
  return position;
}
