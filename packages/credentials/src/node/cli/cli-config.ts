import { CredentialsError } from '../../credentials-error.ts';
import { isRecord } from '../../read-credentials.ts';
import { type ProfileSettings, profileSettings } from '../profile-settings.ts';

/** The CLI's configuration file. */
export interface CliConfig {
  readonly path: string;
  /** The profile that `aliyun configure switch` chose. */
  readonly current: string | undefined;
  readonly names: readonly string[];
  /** Gives a profile's settings; `undefined` when there is none of that name. */
  readonly profile: (name: string) => ProfileSettings | undefined;
}

/** Reads the text of `~/.aliyun/config.json`. Members that it does not know are let be. */
export function parseCliConfig(text: string, path: string, source: string): CliConfig {
  const config = parse(text, path, source);
  const profiles = isRecord(config) ? (config['profiles'] ?? []) : undefined;
  if (!isRecord(config) || !Array.isArray(profiles) || !profiles.every(isRecord)) {
    throw new CredentialsError({ source, code: 'InvalidFile', message: `${path} holds no list of profiles.` });
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
    // The engine's message quotes the file; only the place in it is taken over.
    const position = /at position (\d+)/.exec(String(error))?.[1];
    const line = text.slice(0, position === undefined ? firstWrongToken(text) : Number(position)).split('\n').length;
    throw new CredentialsError({ source, code: 'InvalidFile', message: `${path}:${line} is not JSON.` });
  }
}

/** The engine does not tell the position of a token that JSON does not have. */
function firstWrongToken(text: string): number {
  const token = /\s*(?:[[\]{},:]|"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)/y;
  let position = 0;
  while (token.test(text)) position = token.lastIndex;
  return position;
}
