import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Client } from '@ossferry/client';
import { OssError } from '@ossferry/contract';
import type { ObjectAddress } from './object-address.ts';
import type { ProgressDisplay } from './progress/progress-display.ts';

export interface UploadOptions {
  readonly contentType?: string | undefined;
  readonly forbidOverwrite?: boolean | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly display: ProgressDisplay;
}

/** What OSS has stored. */
export interface StoredFile {
  readonly sizeBytes: number;
  /** Of the bytes that were sent, in decimal as OSS writes it. */
  readonly crc64: string;
  /** `crc64`: OSS has the same bytes. `nothing`: it sent no CRC-64 to compare with. */
  readonly verified: 'crc64' | 'nothing';
  readonly etag: string | undefined;
  readonly versionId: string | undefined;
  readonly requestId: string | undefined;
}

const maxBytes = 5 * 1024 ** 3;
const chunkBytes = 1024 * 1024;

/**
 * Uploads a file in one PutObject, as a stream, and compares CRC-64s. Throws an `OssError`: of phase `disk` when the file
 * cannot be read, `ChecksumMismatch` when OSS has other bytes than the file.
 */
export async function uploadFile(
  client: Client,
  address: ObjectAddress,
  path: string,
  options: UploadOptions,
): Promise<StoredFile> {
  const { display, ...request } = options;
  const sizeBytes = await sizeOf(path);
  const [{ putObject }, { combineCrc64, createCrc64 }] = await Promise.all([
    import('@ossferry/client'),
    import('@ossferry/downloader-core'),
  ]);
  const crc64Of = await createCrc64();
  let crc64 = 0n;
  let readError: unknown;

  async function* readFile(): AsyncGenerator<Uint8Array> {
    crc64 = 0n;
    readError = undefined;
    let sentBytes = 0;
    display.begin(sizeBytes, 0);
    try {
      for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes, end: sizeBytes - 1 })) {
        crc64 = combineCrc64(crc64, crc64Of(chunk), chunk.length);
        sentBytes += chunk.length;
        display.update(sentBytes);
        yield chunk;
      }
    } catch (error) {
      // Whoever takes the bytes may stop: that is no failure of the file.
      if ((error as NodeJS.ErrnoException).code !== 'ABORT_ERR') readError = error;
      throw error;
    }
  }

  const body =
    sizeBytes === 0
      ? ''
      : () => Readable.toWeb(Readable.from(readFile(), { objectMode: false })) as ReadableStream<Uint8Array>;
  const response = await client
    .send(putObject({ ...address, ...request, contentLength: sizeBytes, body }))
    .catch((error: unknown) => {
      throw readError === undefined ? error : fileError(readError, path);
    });
  const theirs = response.headers.get('x-oss-hash-crc64ecma');
  if (theirs !== null && BigInt(theirs) !== crc64) throw checksumMismatch(crc64, theirs, address);
  return {
    sizeBytes,
    crc64: crc64.toString(),
    verified: theirs === null ? 'nothing' : 'crc64',
    etag: response.headers.get('etag') ?? undefined,
    versionId: response.headers.get('x-oss-version-id') ?? undefined,
    requestId: response.headers.get('x-oss-request-id') ?? undefined,
  };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    throw fileError(error, path);
  });
  if (!found.isFile())
    throw diskError('NotAFile', `"${path}" is not a file.`, 'Give a file; folders go one file at a time.');
  if (found.size === 0 && (await hasContent(path))) {
    // Such as those of /proc: the system makes them as they are read, and nobody knows how long they become.
    const what = `"${path}" has content, but says that it is empty.`;
    throw diskError('NotAFile', what, 'Copy it to another file, and upload that.');
  }
  if (found.size <= maxBytes) return found.size;
  throw diskError(
    'FileTooLarge',
    `"${path}" has more than 5 GiB.`,
    'Upload it in parts: OSS takes no more in one request.',
  );
}

async function hasContent(path: string): Promise<boolean> {
  try {
    for await (const _ of createReadStream(path, { end: 0 })) return true;
    return false;
  } catch (error) {
    throw fileError(error, path);
  }
}

function fileError(cause: unknown, path: string): OssError {
  const systemCode = (cause as NodeJS.ErrnoException | null)?.code ?? 'unknown';
  if (systemCode === 'ENOENT') return diskError('FileMissing', `There is no file "${path}".`, 'Check the path.', cause);
  const why = systemCode === 'EACCES' ? 'may not be read' : `cannot be read (${systemCode})`;
  return diskError('FileUnreadable', `"${path}" ${why}.`, 'Check who owns it and its mode.', cause);
}

function diskError(code: string, message: string, advice: string, cause?: unknown): OssError {
  return new OssError({ code, phase: 'disk', message, advice, cause });
}

function checksumMismatch(ours: bigint, theirs: string, { bucket, key }: ObjectAddress): OssError {
  return new OssError({
    code: 'ChecksumMismatch',
    phase: 'verify',
    message: `The bytes that were sent have the CRC-64 ${ours}, OSS stored ${theirs} as oss://${bucket}/${key}.`,
    advice: 'Upload it again, over https: something on the way changes bytes.',
  });
}
