import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { finished } from 'node:stream/promises';
import { OssError } from '@ossferry/contract';
import type { BatchResult } from '@ossferry/downloader-node';
import { sentenceOf } from '../render-error.ts';
import type { Shell } from '../shell.ts';
import { writeLine } from '../write-line.ts';
import { hash64 } from './hash64.ts';
import { createLineIndex } from './line-index.ts';
import { doneKey } from './list-items.ts';
import type { ListedItem } from './listed-item.ts';
import { readLines } from './read-lines.ts';

/** Records one line per finished item. */
export interface ResultManifest {
  readonly add: (result: BatchResult<ListedItem>) => void;
  /** Flushes and closes, or only closes if `immediately`. */
  readonly close: (immediately: boolean) => Promise<void>;
}

/** Opens the result file for appending; `-` is stdout. */
export function openResultManifest(path: string | undefined, shell: Shell): ResultManifest {
  const close = async (): Promise<void> => undefined;
  if (path === undefined) return { add: () => undefined, close };
  if (path === '-') return { add: (result) => writeLine(shell.stdout, toLine(result)), close };
  return isPipe(path) ? openPipe(path) : openFile(path);
}

function openFile(path: string): ResultManifest {
  const descriptor = onFile(path, () => openSync(path, 'a+'));
  // A killed run may have left an incomplete line.
  if (!endsLine(descriptor)) writeSync(descriptor, '\n');
  return {
    add: (result) => void onFile(path, () => writeSync(descriptor, `${toLine(result)}\n`)),
    close: async () => closeSync(descriptor),
  };
}

/** Asynchronous, unlike a file: a synchronous write to a pipe without a reader would block Ctrl-C. */
function openPipe(path: string): ResultManifest {
  const stream = createWriteStream(path, { flags: 'a' });
  const written = finished(stream);
  let failure: unknown;
  written.catch((error: unknown) => {
    failure = error;
  });
  return {
    add(result) {
      if (failure !== undefined) throw unusable(path, failure);
      stream.write(`${toLine(result)}\n`);
    },
    async close(immediately) {
      stream.end();
      if (immediately) return;
      await written.catch((error: unknown) => {
        throw unusable(path, error);
      });
    },
  };
}

/** Returns false on errors, which opening the file reports. */
function isPipe(path: string): boolean {
  try {
    return statSync(path).isFIFO();
  } catch {
    return false;
  }
}

/** Reads the items that earlier runs finished; returns a test for {@link doneKey}s. */
export async function readDoneKeys(path: string): Promise<(key: string) => boolean> {
  const done = createLineIndex();
  const isDone = (key: string): boolean => done.lineOf(hash64(key)) !== undefined;
  if (!existsSync(path)) return isDone;
  if (isPipe(path)) throw unusable(path, undefined, '--skip-done needs a file, not a pipe');
  const input = onFile(path, () => createReadStream(path, { fd: openSync(path, 'r') }));
  try {
    for await (const line of readLines(input, { lenient: true })) {
      const { id, destination, status } = parseResult(line);
      if (status !== 'done' && status !== 'skipped') continue;
      if (typeof id === 'string') done.add(hash64(doneKey(id, '')), 0);
      else if (typeof destination === 'string') done.add(hash64(doneKey(undefined, destination)), 0);
    }
  } catch (cause) {
    throw unusable(path, cause);
  }
  return isDone;
}

/** The fields of a result line, without the URL. */
export function toResultFields(result: BatchResult<ListedItem>): Readonly<Record<string, unknown>> {
  const { item, status, summary, error, requests, durationMs } = result;
  return {
    id: item.id,
    destination: item.name,
    status,
    sizeBytes: summary?.sizeBytes,
    crc64: summary?.crc64,
    verified: summary?.verified,
    requests,
    retries: summary?.retries,
    durationMs,
    errorCode: error?.code,
    message: error && sentenceOf(error),
  };
}

function toLine(result: BatchResult<ListedItem>): string {
  return JSON.stringify(toResultFields(result));
}

function parseResult(line: string): { id?: unknown; destination?: unknown; status?: unknown } {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {}; // Truncated by a crash: the item is checked again.
  }
}

function endsLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() === '\n';
}

function onFile<T>(path: string, operation: () => T): T {
  try {
    return operation();
  } catch (cause) {
    throw unusable(path, cause);
  }
}

function unusable(path: string, cause: unknown, why = reasonOf(cause)): OssError {
  return new OssError({
    code: 'ResultUnwritable',
    phase: 'disk',
    message: `The result file "${path}" cannot be used (${why}).`,
    advice: 'Choose another file for --result.',
    cause,
  });
}

function reasonOf(cause: unknown): string | undefined {
  return OssError.isInstance(cause) ? 'a line is longer than 1 MiB' : (cause as NodeJS.ErrnoException).code;
}
