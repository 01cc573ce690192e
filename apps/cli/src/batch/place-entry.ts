import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve, sep, win32 } from 'node:path';
import { OssError } from '@ossferry/contract';
import { isReservedName, safeFileName } from '@ossferry/downloader-node';
import { unsupportedWindowsName } from '@ossferry/downloader-node/internal';
import { fileNameOfKey, fileNameOfUrl } from '../file-name.ts';
import { isObjectAddress, parseObjectAddress } from '../object-address.ts';
import { type ManifestEntry, manifestError } from './manifest-entry.ts';

export interface PlaceOptions {
  /** The folder of relative destinations. */
  readonly directory: string;
  /** Allow absolute destinations anywhere. */
  readonly allowAbsolute: boolean;
  /** @default process.platform */
  readonly platform?: NodeJS.Platform | undefined;
}

/** Returns the destination as written in the manifest, or else the sanitized default file name. */
export function nameOfEntry({ destination, source, line }: ManifestEntry): string {
  if (destination !== undefined) return destination;
  try {
    const own = isObjectAddress(source) ? fileNameOfKey(parseObjectAddress(source).key) : fileNameOfUrl(source);
    return safeFileName(own);
  } catch {
    throw manifestError(line, 'the key does not end in a file name', 'Add a destination.');
  }
}

/**
 * Resolves a destination to a path. Refuses paths outside the folder, names reserved for running downloads and, on
 * Windows, names that it does not support.
 */
export function placeName(name: string, line: number, options: PlaceOptions): string {
  const { directory, allowAbsolute, platform = process.platform } = options;
  const segments = name.split('/');
  refuseLongName(name, segments, line);
  if (segments.some((segment) => segment.split('\\').some(isReservedName))) {
    throw manifestError(
      line,
      `the destination ${quote(name)} contains a reserved name`,
      'No part may end in .ossferry, .ossferry-new, .ossferry-repair or .ossferry-checksums.',
    );
  }
  if (platform === 'win32') refuseUnsupportedName(name, line);
  if (isAbsolute(name)) {
    if (allowAbsolute && !hasControlCharacter(name) && !name.endsWith('/')) return name;
    throw manifestError(
      line,
      `the destination ${quote(name)} is absolute`,
      'Use a path relative to --directory, or add --absolute-destinations.',
    );
  }
  if (hasControlCharacter(name) || segments.some((segment) => !isSegment(segment))) {
    throw manifestError(
      line,
      `the destination ${quote(name)} is not a plain relative path`,
      'Use names separated by single slashes, without ".", ".." and backslashes.',
    );
  }
  return join(directory, name);
}

function refuseUnsupportedName(name: string, line: number): void {
  // `C:x` is relative to the current folder of a drive.
  const unsupported = unsupportedWindowsName(win32.isAbsolute(name) ? name : `./${name}`);
  if (unsupported === undefined) return;
  throw manifestError(
    line,
    `the destination ${quote(name)} contains the name ${quote(unsupported)}, which Windows does not support`,
    'Use another name: without < > : " | ? *, without a dot or space at its end, and not that of a device, such as CON.',
  );
}

/** Refuses names that no file system accepts, before anything is downloaded. */
function refuseLongName(name: string, segments: readonly string[], line: number): void {
  const isLong = name.length > maxPathLength || segments.some(({ length }) => length > maxPartLength);
  if (!isLong) return;
  throw manifestError(
    line,
    `the destination ${quote(name)} is too long (${name.length} characters)`,
    `Use at most ${maxPartLength} characters per name and ${maxPathLength} in total.`,
  );
}

const maxPartLength = 255;
const maxPathLength = 4096;

/**
 * Creates a check that a destination is really in the folder: symbolic links may lead elsewhere. Each folder is checked
 * once.
 */
export function createLinkGuard(directory: string): (path: string, line: number) => void {
  const seen = new Set<string>();
  const root = realpathOfNearest(absoluteFolder(directory));
  const rootWithSeparator = root.endsWith(sep) ? root : `${root}${sep}`;
  return (path, line) => {
    const folder = dirname(path);
    if (seen.has(folder)) return;
    const real = realpathOfNearest(resolve(folder));
    if (real !== root && !real.startsWith(rootWithSeparator)) {
      const advice = 'Remove the link, or use its target as an absolute destination.';
      throw manifestError(line, 'a symbolic link in the destination leads out of the folder', advice);
    }
    if (seen.size >= rememberedFolders) seen.clear();
    seen.add(folder);
  };
}

const rememberedFolders = 10_000;

function absoluteFolder(directory: string): string {
  try {
    return resolve(directory);
  } catch (cause) {
    throw new OssError({
      code: 'FolderMissing',
      phase: 'disk',
      message: 'The current folder no longer exists.',
      advice: 'Change to an existing folder.',
      cause,
    });
  }
}

/** Resolves symbolic links in a folder that may not exist yet. */
function realpathOfNearest(folder: string): string {
  let nearest = folder;
  while (!existsSync(nearest)) {
    if (dirname(nearest) === nearest) return folder;
    nearest = dirname(nearest);
  }
  return join(realpathSync(nearest), folder.slice(nearest.length));
}

function isSegment(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..' && !segment.includes('\\');
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function quote(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}
