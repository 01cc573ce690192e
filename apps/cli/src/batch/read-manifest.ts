import { createReadStream } from 'node:fs';
import { PassThrough, type Readable } from 'node:stream';
import { OssError } from '@ossferry/contract';
import { readCsvManifest } from './csv-manifest.ts';
import { fieldNames, type ManifestEntries } from './manifest-entry.ts';
import { readNdjsonManifest } from './ndjson-manifest.ts';
import { readTextManifest, type TextManifestOptions } from './text-manifest.ts';

type Format = 'ndjson' | 'csv' | 'txt';

type Reader = (input: Readable, options: TextManifestOptions) => ManifestEntries;

const readers: Readonly<Record<Format, Reader>> = {
  ndjson: readNdjsonManifest,
  csv: readCsvManifest,
  txt: readTextManifest,
};

export interface ManifestOptions {
  /** The manifest may still grow, so an object does not wait for the next line. @default false */
  readonly isLive?: boolean | undefined;
}

/** Streams a manifest file. Its extension, or else its first line, determines the format. */
export async function* readManifestFile(path: string, options: ManifestOptions = {}): ManifestEntries {
  const input = createReadStream(path);
  try {
    yield* readManifest(input, { format: formatOfName(path), ...options });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new OssError({
      code: 'FileUnreadable',
      phase: 'config',
      message: `The manifest "${path}" cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      advice: 'Check its name and permissions.',
      cause: error,
    });
  } finally {
    input.destroy();
  }
}

/** Streams a manifest; without `format`, its first line determines the format. */
export async function* readManifest(
  input: NodeJS.ReadableStream,
  { format, isLive = false }: ManifestOptions & { readonly format?: Format | undefined } = {},
): ManifestEntries {
  const options = { idleMs: isLive ? 1000 : undefined };
  if (format !== undefined) {
    yield* readers[format](input as Readable, options);
    return;
  }
  const { start, whole } = await peekLine(input);
  try {
    yield* readers[formatOfLine(start)](whole, options);
  } finally {
    whole.destroy(); // Otherwise, a later error of the input would be unhandled.
  }
}

function formatOfName(path: string): Format | undefined {
  const ending = /\.(ndjson|jsonl|csv|txt)$/i.exec(path)?.[1]?.toLowerCase();
  return ending === 'jsonl' ? 'ndjson' : (ending as Format | undefined);
}

function formatOfLine(line: string): Format {
  const text = line.replace(/^\uFEFF/, '').trim();
  if (text.startsWith('{')) return 'ndjson';
  const isHeader = text.split(',').every((cell) => fieldNames.has(cell.trim().replace(/^"|"$/g, '')));
  return isHeader ? 'csv' : 'txt';
}

const maxFirstLine = 64 * 1024;

/** Reads the first line, and returns it with a stream of the whole input. */
async function peekLine(input: NodeJS.ReadableStream): Promise<{ readonly start: string; readonly whole: Readable }> {
  const chunks = input[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  let start = '';
  while (!start.trimStart().includes('\n') && start.length < maxFirstLine) {
    const next = await chunks.next();
    if (next.done === true) break;
    seen.push(Buffer.from(next.value));
    start = Buffer.concat(seen).toString();
  }
  const whole = new PassThrough();
  void (async () => {
    for (const chunk of seen) whole.write(chunk);
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
      if (!whole.write(next.value)) await new Promise((resolve) => whole.once('drain', resolve));
    }
    whole.end();
  })().catch((error) => whole.destroy(error));
  return { start: start.trimStart().split('\n', 1)[0] ?? '', whole };
}
