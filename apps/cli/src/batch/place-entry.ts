import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { OssError } from '@ossferry/contract';
import { isReservedName, safeFileName } from '@ossferry/downloader-node';
import { fileNameOfKey, fileNameOfUrl } from '../file-name.ts';
import { isObjectAddress, parseObjectAddress } from '../object-address.ts';
import { type ManifestEntry, manifestError } from './manifest-entry.ts';

export interface PlaceOptions {
  /** The folder below which all destinations lie. */
  readonly directory: string;
  /** Take absolute destinations, wherever they lie. */
  readonly allowAbsolute: boolean;
}

/** Gives the name of an entry's file as the manifest writes it, or else the object's own name, made fit for a file. */
export function nameOfEntry({ destination, source, line }: ManifestEntry): string {
  if (destination !== undefined) return destination;
  try {
    const own = isObjectAddress(source) ? fileNameOfKey(parseObjectAddress(source).key) : fileNameOfUrl(source);
    return safeFileName(own);
  } catch {
    throw manifestError(line, 'the name of the object does not end in a file name', 'Give a destination.');
  }
}

/** Gives the path for a name, and refuses names that lead out of the folder or to what another download keeps. */
export function placeName(name: string, line: number, { directory, allowAbsolute }: PlaceOptions): string {
  refuseLongName(name, line);
  if (name.split(/[/\\]/).some(isReservedName)) {
    throw manifestError(
      line,
      `the destination ${quote(name)} has a part that belongs to downloads under way`,
      'Let no part of it end in .ossferry, .ossferry-new, .ossferry-repair or .ossferry-checksums.',
    );
  }
  if (isAbsolute(name)) {
    if (allowAbsolute && !hasControlCharacter(name) && !name.endsWith('/')) return name;
    throw manifestError(
      line,
      `the destination ${quote(name)} is absolute`,
      'Write it relative to --directory, or allow it with --absolute-destinations.',
    );
  }
  const segments = name.split('/');
  if (hasControlCharacter(name) || segments.some((segment) => !isSegment(segment))) {
    throw manifestError(
      line,
      `the destination ${quote(name)} is not a plain path below the folder`,
      'Write names with single slashes between them, without . and .. and backslashes.',
    );
  }
  return join(directory, name);
}

/** No file system takes it: it need not be tried once the object has come, nor be shown whole. */
function refuseLongName(name: string, line: number): void {
  const isLong = name.length > maxPathLength || name.split('/').some(({ length }) => length > maxPartLength);
  if (!isLong) return;
  throw manifestError(
    line,
    `the destination ${quote(name)} with its ${name.length} characters is too long`,
    `Write at most ${maxPartLength} characters between two slashes, and ${maxPathLength} in all.`,
  );
}

const maxPartLength = 255;
const maxPathLength = 4096;

/**
 * Makes a check that a destination really lies below the folder: a link on the way may lead elsewhere. Each folder is
 * looked at once.
 */
export function createLinkGuard(directory: string): (path: string, line: number) => void {
  const seen = new Set<string>();
  const root = realpathOfNearest(absoluteFolder(directory));
  const rootWithSeparator = root.endsWith(sep) ? root : `${root}${sep}`;
  return (path, line) => {
    const folder = dirname(resolve(path));
    if (seen.has(folder)) return;
    const real = realpathOfNearest(folder);
    if (real !== root && !real.startsWith(rootWithSeparator)) {
      const advice = 'Remove the link, or write where it leads as an absolute destination.';
      throw manifestError(line, `a link on the way leads out of the folder`, advice);
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
      message: 'The working folder is gone.',
      advice: 'Change to a folder that is there.',
      cause,
    });
  }
}

/** Where the folder really is, or would be made. */
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
