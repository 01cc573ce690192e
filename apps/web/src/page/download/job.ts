import type { DownloadSummary } from '@ossferry/downloader-browser';
import type { FailureFacts } from '../parts/failure-facts.ts';
import type { SignSettings } from '../sign/signing.ts';
import { readStored, storedKeys, writeStored } from '../state/stored.ts';
import type { Range } from './received-ranges.ts';

/** A download. */
export interface Job {
  /** Name of the file in the origin private file system, of its own for each download. */
  readonly name: string;
  /** What the user gets it as. */
  readonly fileName: string;
  /** How to get a URL again; absent when one was pasted. */
  readonly signSettings?: SignSettings | undefined;
  readonly partSizeBytes?: number | undefined;
}

/** What is kept of a download over a reload. There is no URL in it: that would be a secret at rest. */
export interface StoredJob {
  readonly job: Job;
  /** It does not go on by itself. @default false */
  readonly isPaused?: boolean | undefined;
  readonly progress?: { readonly durableBytes: number; readonly totalBytes: number } | undefined;
  readonly ranges?: readonly Range[] | undefined;
  /** How long it has run. @default 0 */
  readonly spentMs?: number | undefined;
  /** Why it does not go on. */
  readonly failure?: FailureFacts | undefined;
  /** Present when it is whole. */
  readonly result?: Result | undefined;
  /** It was handed over. @default false */
  readonly isSaved?: boolean | undefined;
}

export type Result = Pick<DownloadSummary, 'sizeBytes' | 'crc64' | 'verified' | 'resumedBytes' | 'durationMs'>;

const prefix = 'download/';

export function storeJob(kept: StoredJob): void {
  writeStored(`${prefix}${kept.job.name}`, JSON.stringify(kept));
}

export function removeJob({ name }: Job): void {
  writeStored(`${prefix}${name}`, undefined);
}

export function readJob(name: string): StoredJob | undefined {
  const text = readStored(`${prefix}${name}`);
  return text === undefined ? undefined : (JSON.parse(text) as StoredJob);
}

/** Reads the jobs of all tabs, and of earlier visits. */
export function readJobs(): readonly StoredJob[] {
  const names = storedKeys().filter((key) => key.startsWith(prefix));
  return names.map((key) => readJob(key.slice(prefix.length))).filter((kept) => kept !== undefined);
}
