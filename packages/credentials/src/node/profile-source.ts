import { CredentialsError } from '../credentials-error.ts';
import type { CredentialsSource } from '../credentials-source.ts';
import type { NodeOptions } from './node-options.ts';
import type { ProfileSettings } from './profile-settings.ts';

/** A configuration file with profiles. */
export interface ProfileFile {
  readonly path: string;
  readonly names: readonly string[];
  /** Returns a profile's settings; `undefined` if it does not exist. */
  readonly profile: (name: string) => ProfileSettings | undefined;
}

/** The input for creating the source of a profile. */
export interface ProfileContext {
  readonly options: NodeOptions;
  readonly settings: ProfileSettings;
  /** Creates the source of another profile. Throws `ProfileNotFound`, or `ProfileCycle` if profiles refer to each other. */
  readonly follow: (profileName: string) => CredentialsSource;
}

/** Which profiles are read, and how their sources are created. */
export interface ProfileReader {
  /** The source of errors, and the prefix of the names of sources. */
  readonly source: 'cli' | 'ossutil';
  readonly file: ProfileFile;
  readonly options: NodeOptions;
  readonly make: (profile: ProfileContext, source: string) => CredentialsSource;
}

/** Creates the source of a profile. `before` are the profiles that lead to it by reference. */
export function profileSource(name: string, reader: ProfileReader, before: readonly string[] = []): CredentialsSource {
  const { source, file, options, make } = reader;
  const settings = file.profile(name);
  if (settings === undefined) {
    const message = `${file.path} has no profile ${name}.`;
    const advice = file.names.length === 0 ? undefined : `It has ${file.names.join(', ')}.`;
    throw new CredentialsError({ source, code: 'ProfileNotFound', message, advice });
  }
  const names = [...before, name];
  const follow = (next: string): CredentialsSource => {
    const isCycle = names.includes(next);
    if (isCycle || names.length >= maxDepth) {
      const why = isCycle ? 'forms a cycle' : `is a chain of more than ${maxDepth} profiles`;
      const message = `${file.path}: source_profile ${why}: ${[...names, next].join(' > ')}.`;
      throw new CredentialsError({ source, code: 'ProfileCycle', message });
    }
    return profileSource(next, reader, names);
  };
  return make({ options, settings, follow }, `${source}:${name}`);
}

const maxDepth = 10;
