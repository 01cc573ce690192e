import type { DownloadSummary } from '@ossferry/downloader-browser';
import type { SignWish } from '../sign/signing.ts';
import type { Range } from './received-ranges.ts';

/** What is kept of a download over a reload. There is no URL in it: that would be a secret at rest. */
export interface Job {
  /** Name of the file in the origin private file system, of its own for each download. */
  readonly name: string;
  /** What the user gets it as. */
  readonly fileName: string;
  /** How to get a URL again; absent when one was pasted. */
  readonly wish?: SignWish | undefined;
  readonly partSizeBytes?: number | undefined;
  readonly isPaused?: boolean | undefined;
  readonly progress?: { readonly durableBytes: number; readonly totalBytes: number } | undefined;
  readonly ranges?: readonly Range[] | undefined;
  /** Present when it is whole and not yet handed over. */
  readonly result?: Result | undefined;
}

export type Result = Pick<DownloadSummary, 'sizeBytes' | 'crc64' | 'verified' | 'resumedBytes' | 'durationMs'>;

const storageKey = 'download';

export function keepJob(job: Job | undefined): void {
  if (job === undefined) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, JSON.stringify(job));
}

/** The job that an earlier visit left. */
export function readJob(): Job | undefined {
  const text = localStorage.getItem(storageKey);
  return text === null ? undefined : (JSON.parse(text) as Job);
}
