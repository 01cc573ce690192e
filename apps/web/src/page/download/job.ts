import type { DownloadSummary } from '@ossferry/downloader-browser';
import type { FailureFacts } from '../parts/failure-facts.ts';
import type { SignSettings } from '../sign/signing.ts';
import { readStored, storedKeys, writeStored } from '../state/stored.ts';
import type { Range } from './received-ranges.ts';

/** A download. */
export interface Job {
  /** Name of the file in the origin private file system, unique for each download. */
  readonly name: string;
  /** Name of the saved file. */
  readonly fileName: string;
  /** How to request a new URL; absent if the URL was pasted. */
  readonly signSettings?: SignSettings | undefined;
  readonly partSizeBytes?: number | undefined;
}

/** What is stored of a download for a reload. The URL is a secret and is not stored. */
export interface StoredJob {
  readonly job: Job;
  /** Do not resume automatically. @default false */
  readonly isPaused?: boolean | undefined;
  readonly progress?: { readonly durableBytes: number; readonly totalBytes: number } | undefined;
  readonly ranges?: readonly Range[] | undefined;
  /** Total running time. @default 0 */
  readonly spentMs?: number | undefined;
  /** Why it failed. */
  readonly failure?: FailureFacts | undefined;
  /** Present if it is complete. */
  readonly result?: Result | undefined;
  /** The file was passed to the browser. @default false */
  readonly isSaved?: boolean | undefined;
}

export type Result = Pick<DownloadSummary, 'sizeBytes' | 'crc64' | 'verified' | 'resumedBytes' | 'durationMs'>;

const prefix = 'download/';

export function storeJob(stored: StoredJob): void {
  writeStored(`${prefix}${stored.job.name}`, JSON.stringify(stored));
}

export function removeJob({ name }: Job): void {
  writeStored(`${prefix}${name}`, undefined);
}

export function readJob(name: string): StoredJob | undefined {
  const text = readStored(`${prefix}${name}`);
  return text === undefined ? undefined : (JSON.parse(text) as StoredJob);
}

/** Reads the jobs of all tabs and earlier visits. */
export function readJobs(): readonly StoredJob[] {
  const names = storedKeys().filter((key) => key.startsWith(prefix));
  return names.map((key) => readJob(key.slice(prefix.length))).filter((stored) => stored !== undefined);
}
