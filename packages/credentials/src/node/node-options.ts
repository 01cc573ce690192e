import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CacheOptions } from '../cached.ts';
import { type Environment, platformEnvironment } from '../environment.ts';
import type { ExchangeOptions } from '../exchange.ts';

/** What sources that read files, run programs or ask the instance have in common. */
export interface NodeOptions extends CacheOptions, ExchangeOptions {
  /** @default the variables of this process */
  readonly env?: Environment | undefined;
  /** @default process.platform */
  readonly platform?: NodeJS.Platform | undefined;
  /** What to do with a file of secrets that others can read. @default 'warn' */
  readonly readableByOthers?: 'warn' | 'refuse' | 'allow' | undefined;
  /** Hears of what is not wrong enough to be an error. @default process.emitWarning */
  readonly onWarning?: ((message: string) => void) | undefined;
  /** Where instance metadata is. @default 'http://100.100.100.200' */
  readonly metadataEndpoint?: string | undefined;
  /** Whether a profile may name a program to run. @default true */
  readonly allowProcess?: boolean | undefined;
}

/**
 * Gives a path under the user's home, as the official tools find it: `HOME`, on Windows `HOMEDRIVE` with `HOMEPATH` or else
 * `USERPROFILE`. `undefined` when there is no home.
 */
export function homePath(options: NodeOptions, ...segments: readonly string[]): string | undefined {
  const { env = platformEnvironment(), platform = process.platform } = options;
  const { HOME, HOMEDRIVE = '', HOMEPATH = '', USERPROFILE } = env;
  const home = platform === 'win32' ? (HOMEDRIVE && HOMEPATH ? HOMEDRIVE + HOMEPATH : USERPROFILE) : HOME;
  return home ? join(home, ...segments) : undefined;
}

/** Replaces a leading `~/`, which no shell has replaced in a configuration file. */
export function expandHome(path: string, options: NodeOptions): string {
  return path.startsWith('~/') ? (homePath(options, path.slice(2)) ?? join(homedir(), path.slice(2))) : path;
}

/** Reads a variable; one that is empty is not set. */
export function variable(options: NodeOptions, ...names: readonly string[]): string | undefined {
  const { env = platformEnvironment() } = options;
  return names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '');
}
