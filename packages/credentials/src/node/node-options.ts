import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CacheOptions } from '../cached.ts';
import { type Environment, platformEnvironment } from '../environment.ts';
import type { ExchangeOptions } from '../exchange.ts';

/** The common options of sources that read files, run programs or use instance metadata. */
export interface NodeOptions extends CacheOptions, ExchangeOptions {
  /** @default the variables of this process */
  readonly env?: Environment | undefined;
  /** @default process.platform */
  readonly platform?: NodeJS.Platform | undefined;
  /** What to do if others can read a file with secrets. @default 'warn' */
  readonly readableByOthers?: 'warn' | 'refuse' | 'allow' | undefined;
  /** Called with warnings. @default process.emitWarning */
  readonly onWarning?: ((message: string) => void) | undefined;
  /** The URL of the instance metadata service. @default 'http://100.100.100.200' */
  readonly metadataEndpoint?: string | undefined;
  /** Whether to run the programs that profiles name. @default true */
  readonly allowProcess?: boolean | undefined;
}

/**
 * Returns a path under the home directory that the official tools use: `HOME`; on Windows `HOMEDRIVE` with `HOMEPATH`, or
 * else `USERPROFILE`. Returns `undefined` if there is none.
 */
export function homePath(options: NodeOptions, ...segments: readonly string[]): string | undefined {
  const { env = platformEnvironment(), platform = process.platform } = options;
  const { HOME, HOMEDRIVE = '', HOMEPATH = '', USERPROFILE } = env;
  const windowsHome = HOMEDRIVE && HOMEPATH ? HOMEDRIVE + HOMEPATH : USERPROFILE;
  const home = platform === 'win32' ? windowsHome : HOME;
  return home ? join(home, ...segments) : undefined;
}

/** Replaces a leading `~/` with the home directory. */
export function expandHome(path: string, options: NodeOptions): string {
  return path.startsWith('~/') ? (homePath(options, path.slice(2)) ?? join(homedir(), path.slice(2))) : path;
}

/** Returns the first of these variables that is set and not empty. */
export function variable(options: NodeOptions, ...names: readonly string[]): string | undefined {
  const { env = platformEnvironment() } = options;
  return names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '');
}
