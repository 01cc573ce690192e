import { OssError } from '@ossferry/contract';
import type { RetryOptions } from './backoff.ts';
import type { DownloadEvent } from './events.ts';

/** What users may ask of a download, the same in every environment. */
export interface DownloadOptions {
  /** Streams at a time. @default 4 */
  readonly parallel?: number | undefined;
  /** Bytes that one request asks for. @default from the object's size, 8 to 64 MiB */
  readonly partSizeBytes?: number | undefined;
  /** Compare the CRC-64 of the whole object with what OSS says it is. @default true */
  readonly verify?: boolean | undefined;
  /** What to do when the object is no longer the one that was begun. @default 'fail' */
  readonly onChange?: 'fail' | 'restart' | undefined;
  readonly retry?: Partial<RetryOptions> | undefined;
  /** Ends the download with the signal's reason; what came is kept. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: DownloadEvent) => void) | undefined;
  readonly now?: (() => number) | undefined;
  readonly random?: (() => number) | undefined;
}

/** Streams at a time when nobody says: on a fast link more only get into each other's way. */
export const defaultParallel = 4;

/** Refuses options that cannot be meant, with `InvalidOption`. */
export function checkOptions({ parallel = defaultParallel, partSizeBytes = Infinity }: DownloadOptions): void {
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 256) {
    throw invalidOption(`parallel is ${parallel}`, 'Give a whole number from 1 to 256.');
  }
  if (!(partSizeBytes === Infinity || (Number.isInteger(partSizeBytes) && partSizeBytes >= 64 * 1024))) {
    throw invalidOption(`partSizeBytes is ${partSizeBytes}`, 'Give a whole number of at least 65536.');
  }
}

function invalidOption(what: string, advice: string): OssError {
  return new OssError({ code: 'InvalidOption', phase: 'config', message: `The option ${what}.`, advice });
}

/** Gives the defaults with what was given in their place; `undefined` counts as not given. */
export function withDefaults<T extends object>(defaults: T, given: Partial<T> | undefined): T {
  const defined = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(defined) };
}
