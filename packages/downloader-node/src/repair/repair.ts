import { type FileHandle, open } from 'node:fs/promises';
import { OssError } from '@ossferry/contract';
import {
  type DownloadOptions as CoreOptions,
  type Crc64,
  createLocalCarrier,
  createRateLimit,
  type DownloadSource,
  type DownloadSummary,
  type ObjectIdentity,
  runDownload,
  type Span,
} from '@ossferry/downloader-core';
import {
  checkOptions,
  checkWhole,
  createJournalCodec,
  createLedger,
  describeDifference,
  type Journal,
  type JournalCodec,
  pinOf,
  readTimeouts,
  startStopwatch,
  withAsyncListener,
} from '@ossferry/downloader-core/internal';
import { loadCrc64 } from '../load-crc64.ts';
import { readNetworkSettings } from '../network/network.ts';
import { openTransport } from '../network/open-transport.ts';
import { onDisk } from '../workspace/disk-error.ts';
import { openFileWorkspace } from '../workspace/file-workspace.ts';
import { type AskedObject, askObject, type ExistingFileOptions } from './ask-object.ts';
import { type Checksums, readChecksums } from './checksums-file.ts';
import { checksumsDamaged } from './checksums-warnings.ts';
import { createCompareSink } from './compare-sink.ts';
import { findIntact } from './find-intact.ts';
import { openExistingFile } from './open-existing-file.ts';
import { createRepairWorkspace, type RepairWorkspace } from './repair-workspace.ts';

export interface RepairOptions
  extends ExistingFileOptions,
    Pick<CoreOptions, 'parallel' | 'partSizeBytes' | 'limitRateBytesPerSecond'> {
  /**
   * `false` mends from a server that sends no CRC-64, too, without checksums beside the file: whatever it sends is then taken
   * for the object. @default true
   */
  readonly verify?: boolean | undefined;
}

/** What a repair found and did; the file is whole now. */
export interface RepairSummary
  extends Pick<DownloadSummary, 'sizeBytes' | 'crc64' | 'verified' | 'etag' | 'versionId'> {
  /** Bytes of the object that were wrong or missing in the file and were put right, in order. */
  readonly mendedRanges: readonly Span[];
  /** Bytes behind the end of the object that were cut off. */
  readonly cutBytes: number;
  /** Bytes that were fetched. */
  readonly fetchedBytes: number;
  readonly durationMs: number;
}

/**
 * Makes a file whole again by fetching only the ranges that are bad, which its checksums file tells; without one, every
 * range is fetched, and those that differ are written. Nothing is written into the file before the CRC-64 of the whole
 * is right, and a repair that is cut short leaves a file that the next one mends. Fails with `ObjectChanged` when the
 * checksums are of another version, with `NotVerified` when there are none and the server sends no CRC-64 either, with
 * `FileMissing` when there is no file.
 */
export async function repair(
  file: string,
  source: DownloadSource,
  options: RepairOptions = {},
): Promise<RepairSummary> {
  checkOptions(options);
  const elapsedMs = startStopwatch();
  const opened = await openExistingFile(file, 'r+');
  try {
    return await withAsyncListener(options, async (wrapped) => {
      const asked = await askObject(source, wrapped);
      const crc64 = await loadCrc64();
      const codec = createJournalCodec(crc64);
      const checksums = await readChecksums(file, codec);
      refuseOtherVersion(checksums, asked.identity, wrapped);
      refuseUnproven(checksums, asked.identity, wrapped);
      const done = await mend({ file, opened, asked, crc64, codec, checksums, options: wrapped });
      return { ...done, durationMs: elapsedMs() };
    });
  } finally {
    await opened.close();
  }
}

interface RepairJob {
  readonly file: string;
  readonly opened: FileHandle;
  readonly asked: AskedObject;
  readonly crc64: Crc64;
  readonly codec: JournalCodec;
  readonly checksums: Checksums;
  readonly options: RepairOptions;
}

async function mend(job: RepairJob): Promise<Omit<RepairSummary, 'durationMs'>> {
  const { opened, asked, crc64, codec, checksums, options } = job;
  const { identity } = asked;
  const { onEvent = () => undefined, signal } = options;
  const cutBytes = Math.max(0, (await opened.stat()).size - identity.sizeBytes);
  const workspace = await openWorkspace(job);
  let fetchedBytes = 0;
  try {
    const remains = codec.decode(await workspace.readJournal());
    const leftover = differenceFrom(remains, identity, options) === undefined ? remains : null;
    const { hasPiece } = workspace;
    const intact = await findIntact({ file: opened, identity, leftover, hasPiece, checksums, crc64, onEvent, signal });
    await workspace.begin(intact);
    const ledger = createLedger();
    for (const piece of intact) ledger.add(piece);
    let found = ledger.wholeCrc64(identity.sizeBytes);
    if (found !== undefined && identity.crc64 !== undefined && found !== identity.crc64) {
      onEvent(checksumsDamaged); // Every piece is as they say, and the whole is not.
      await workspace.reset();
      found = undefined;
    }
    const whole =
      found === undefined
        ? await fetchHoles(job, workspace, (bytes) => {
            fetchedBytes += bytes;
          })
        : checkWhole(identity, found, true);
    if (found !== undefined) await workspace.commit();
    const { sizeBytes, crc64: sum, verified, etag, versionId } = whole;
    const mendedRanges = workspace.mendedRanges();
    return { sizeBytes, crc64: sum, verified, etag, versionId, mendedRanges, cutBytes, fetchedBytes };
  } finally {
    await workspace.release();
  }
}

async function openWorkspace({ file, opened, asked, crc64, codec, checksums, options }: RepairJob) {
  const inner = await openFileWorkspace(file, { overwrite: true, suffix: '.ossferry-repair' });
  const keepChecksums = options.keepChecksums || checksums.journal !== null;
  const data = await onDisk(file, () => open(inner.dataPath, 'r')).catch(async (error: unknown) => {
    await inner.release();
    throw error;
  });
  return createRepairWorkspace({
    inner,
    path: file,
    file: opened,
    data,
    identity: asked.identity,
    crc64,
    codec,
    keepChecksums,
  });
}

/** Lets the download engine fetch what the journal of the workspace lacks, and commit. */
function fetchHoles(
  { opened, asked, crc64, options }: RepairJob,
  workspace: RepairWorkspace,
  onFetched: (bytes: number) => void,
): Promise<DownloadSummary> {
  const timeouts = readTimeouts(options.timeouts);
  const { limitRateBytesPerSecond: bytesPerSecond } = options;
  return runDownload({
    source: asked.source,
    workspace,
    crc64,
    options: { ...options, verify: asked.identity.crc64 !== undefined || options.verify !== false, onChange: 'fail' },
    keepsJournal: true,
    openCarrier() {
      const send = openTransport(options.transport, readNetworkSettings(options));
      const transport = bytesPerSecond === undefined ? send : createRateLimit({ bytesPerSecond })(send);
      const compared = createCompareSink(opened.fd, workspace.sink);
      const sink = {
        ...compared,
        write(bytes: Uint8Array, offset: number) {
          onFetched(bytes.length);
          return compared.write(bytes, offset);
        },
      };
      return createLocalCarrier({ transport, sink, crc64, timeouts });
    },
  });
}

function refuseOtherVersion({ journal }: Checksums, identity: ObjectIdentity, options: RepairOptions): void {
  const difference = differenceFrom(journal, identity, options);
  if (difference === undefined) return;
  throw new OssError({
    code: 'ObjectChanged',
    phase: 'verify',
    message: `The checksums file is of another version of the object: ${difference}.`,
    advice: 'Download the object again, or delete the checksums file to turn the file into the new version.',
  });
}

/** A login page of the network, or another object, would be written over a file that is good. */
function refuseUnproven({ journal }: Checksums, identity: ObjectIdentity, { verify = true }: RepairOptions): void {
  if (!verify || identity.crc64 !== undefined || journal !== null) return;
  throw new OssError({
    code: 'NotVerified',
    phase: 'verify',
    message:
      'The server sends no CRC-64 and no checksums stand beside the file: nothing proves that what it sends belongs into it.',
    advice: 'Check the URL. If it is right, set `verify: false` to take what comes.',
  });
}

function differenceFrom(journal: Journal | null, identity: ObjectIdentity, { pin }: RepairOptions): string | undefined {
  const before = pinOf(journal?.identity, pin ?? 'strict');
  return before === undefined ? undefined : describeDifference(identity, before);
}
