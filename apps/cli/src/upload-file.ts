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

/** The object that OSS stored. */
export interface StoredFile {
  readonly sizeBytes: number;
  /** Of the bytes that were sent, in decimal as OSS writes it. */
  readonly crc64: string;
  /** `crc64`: the CRC-64s match. `nothing`: OSS sent no CRC-64. */
  readonly verified: 'crc64' | 'nothing';
  readonly etag: string | undefined;
  readonly versionId: string | undefined;
  readonly requestId: string | undefined;
}

const maxBytes = 5 * 1024 ** 3;
const chunkBytes = 1024 * 1024;

/**
 * Uploads a file as a stream in one PutObject, and compares CRC-64s. Throws an `OssError`: of phase `disk` if the file
 * cannot be read, `ChecksumMismatch` if the stored object differs.
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
      // The request may stop reading; that is not an error of the file.
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
  if (theirs !== null && theirs !== crc64.toString()) throw checksumMismatch(crc64, theirs, address);
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
    throw diskError('NotAFile', `"${path}" is not a file.`, 'Pass a file; upload the files of a folder one by one.');
  if (found.size === 0 && (await hasContent(path))) {
    // As in /proc: the system generates the content when it is read, so that its size is unknown.
    const what = `"${path}" has content, but reports a size of 0.`;
    throw diskError('NotAFile', what, 'Copy it to a regular file, and upload that.');
  }
  if (found.size <= maxBytes) return found.size;
  throw diskError(
    'FileTooLarge',
    `"${path}" is larger than 5 GiB, the limit of one request.`,
    'Use a multipart upload, for example with ossutil.',
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
  if (systemCode === 'ENOENT') return diskError('FileMissing', `"${path}" does not exist.`, 'Check the path.', cause);
  const why = systemCode === 'EACCES' ? 'may not be read' : `cannot be read (${systemCode})`;
  return diskError('FileUnreadable', `"${path}" ${why}.`, 'Check its owner and permissions.', cause);
}

function diskError(code: string, message: string, advice: string, cause?: unknown): OssError {
  return new OssError({ code, phase: 'disk', message, advice, cause });
}

function checksumMismatch(ours: bigint, theirs: string, { bucket, key }: ObjectAddress): OssError {
  return new OssError({
    code: 'ChecksumMismatch',
    phase: 'verify',
    message: `The CRC-64 of the sent bytes is ${ours}, but that of oss://${bucket}/${key} is ${theirs}.`,
    advice: 'Upload it again over https: something between here and OSS modifies the data.',
  });
}
