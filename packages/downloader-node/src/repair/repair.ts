import { type FileHandle, open } from 'node:fs/promises';
import { OssError } from '@ossferry/contract';
import {
  type DownloadOptions as CoreOptions,
  type Crc64,
  createLocalCarrier,
  type DownloadSource,
  type DownloadSummary,
  type ObjectIdentity,
  runDownload,
  type Sink,
  type Span,
} from '@ossferry/downloader-core';
import {
  checkOptions,
  checkWhole,
  createJournalCodec,
  type JournalCodec,
  limitRate,
  readTimeouts,
  startStopwatch,
  withAsyncListener,
} from '@ossferry/downloader-core/internal';
import { checkKinds } from '../check-kinds.ts';
import { loadCrc64 } from '../load-crc64.ts';
import { readNetworkSettings } from '../network/network.ts';
import { openTransport } from '../network/open-transport.ts';
import { refuseForeignChecksums } from '../workspace/checksums-path.ts';
import { onDisk } from '../workspace/disk-error.ts';
import { openFileWorkspace } from '../workspace/file-workspace.ts';
import {
  type Checksums,
  differenceFrom,
  expectedCrc64,
  readChecksums,
  wholeCrc64,
  withKnownCrc64,
} from './checksums-file.ts';
import { createCompareSink } from './compare-sink.ts';
import { findIntact } from './find-intact.ts';
import { type ExistingFileOptions, type IdentifiedObject, identifyObject } from './identify-object.ts';
import { followLink, openExistingFile } from './open-existing-file.ts';
import { refuseOtherVersion, refuseUnverifiable } from './refuse-repair.ts';
import { createRepairWorkspace, type RepairWorkspace } from './repair-workspace.ts';

export interface RepairOptions
  extends ExistingFileOptions,
    Pick<CoreOptions, 'parallel' | 'partSizeBytes' | 'limitRateBytesPerSecond'> {
  /**
   * With `false`, the file is repaired even if the server sends no CRC-64 and there are no complete checksums. Then nothing
   * proves that the received bytes belong to the object. @default true
   */
  readonly verify?: boolean | undefined;
}

/** The result of a successful repair. */
export interface RepairSummary extends Pick<DownloadSummary, 'sizeBytes' | 'crc64' | 'etag' | 'versionId'> {
  /**
   * `crc64`: the CRC-64 equals the one from OSS or, if OSS sent none, the one of the checksums. `length`: neither is
   * known, and `verify` was off.
   */
  readonly verified: DownloadSummary['verified'];
  /** The repaired ranges, which were wrong or missing, in order. */
  readonly repairedRanges: readonly Span[];
  /** Bytes after the end of the object that were cut off. */
  readonly cutBytes: number;
  /** Downloaded bytes. */
  readonly fetchedBytes: number;
  readonly durationMs: number;
}

/**
 * Repairs a file by downloading its bad ranges, which the checksums file identifies. Without checksums, every range is
 * downloaded, and those that differ are written. Nothing is written to the file before the CRC-64 of the whole is
 * correct, and an interrupted repair is continued by the next one. Fails with `ObjectChanged` if the checksums belong
 * to another version, with `NotVerified` if there are no complete checksums and the server sends no CRC-64, and with
 * `FileMissing` if the file does not exist.
 */
export async function repair(
  file: string,
  source: DownloadSource,
  options: RepairOptions = {},
): Promise<RepairSummary> {
  checkKinds(options);
  checkOptions(options);
  const elapsedMs = startStopwatch();
  const opened = await openExistingFile(file, 'r+');
  try {
    const path = await followLink(file);
    if (options.keepChecksums) refuseForeignChecksums(path);
    return await withAsyncListener(options, async (wrapped) => {
      const found = await identifyObject(source, wrapped);
      const crc64 = await loadCrc64();
      const codec = createJournalCodec(crc64);
      const checksums = await readChecksums(path, codec);
      refuseOtherVersion(checksums, found.identity, wrapped);
      refuseUnverifiable(checksums, found.identity, wrapped);
      const object = { ...found, identity: withKnownCrc64(found.identity, checksums.journal) };
      const done = await repairOpened({ file: path, opened, object, crc64, codec, checksums, options: wrapped });
      return { ...done, durationMs: elapsedMs() };
    });
  } finally {
    await opened.close();
  }
}

interface RepairJob {
  readonly file: string;
  readonly opened: FileHandle;
  readonly object: IdentifiedObject;
  readonly crc64: Crc64;
  readonly codec: JournalCodec;
  readonly checksums: Checksums;
  readonly options: RepairOptions;
}

async function repairOpened(job: RepairJob): Promise<Omit<RepairSummary, 'durationMs'>> {
  const { file, opened, crc64, codec, checksums, options } = job;
  const expected = expectedObject(job);
  const { sizeBytes } = expected;
  const { onEvent = () => undefined, signal } = options;
  const { size: fileBytes } = await onDisk(file, () => opened.stat());
  const cutBytes = Math.max(0, fileBytes - sizeBytes);
  const workspace = await openRepairWorkspace(job);
  let fetchedBytes = 0;
  try {
    const journal = codec.decode(await workspace.readJournal());
    const leftover = differenceFrom(journal, expected, options.pin) === undefined ? journal : null;
    const { hasPiece } = workspace;
    const intact = await findIntact({
      path: file,
      file: opened,
      identity: expected,
      leftover,
      hasPiece,
      checksums,
      crc64,
      onEvent,
      signal,
    });
    await workspace.begin(intact);
    const found = wholeCrc64(intact, sizeBytes);
    const whole =
      found === undefined
        ? await fetchHoles(job, workspace, (bytes) => {
            fetchedBytes += bytes;
          })
        : checkWhole(expected, found, true);
    if (found !== undefined) await workspace.commit();
    const { crc64: sum, verified, etag, versionId } = whole;
    const repairedRanges = workspace.repairedRanges();
    return { sizeBytes, crc64: sum, verified, etag, versionId, repairedRanges, cutBytes, fetchedBytes };
  } finally {
    await workspace.release();
  }
}

async function openRepairWorkspace(job: RepairJob): Promise<RepairWorkspace> {
  const { file, opened, object, crc64, codec, checksums, options } = job;
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
    identity: object.identity,
    expected: expectedObject(job),
    crc64,
    codec,
    keepChecksums,
  });
}

/** The object with the CRC-64 to compare, which may be that of its checksums. */
function expectedObject({ object: { identity }, checksums }: RepairJob): ObjectIdentity {
  return { ...identity, crc64: expectedCrc64(identity, checksums.journal) };
}

/** Downloads the pieces that are missing in the workspace's journal, and commits. */
function fetchHoles(
  job: RepairJob,
  workspace: RepairWorkspace,
  onFetched: (bytes: number) => void,
): Promise<DownloadSummary> {
  const { file, opened, object, crc64, options } = job;
  const verify = expectedObject(job).crc64 !== undefined || options.verify !== false;
  const timeouts = readTimeouts(options.timeouts);
  return runDownload({
    source: object.source,
    workspace,
    crc64,
    options: { ...options, verify, onChange: 'fail' },
    keepsJournal: true,
    openCarrier() {
      const send = openTransport(options.transport, readNetworkSettings(options));
      const transport = limitRate(send, options.limitRateBytesPerSecond);
      const compared = createCompareSink(opened.fd, file, workspace.sink);
      const sink: Sink = {
        write(bytes, offset) {
          onFetched(bytes.length);
          return compared.write(bytes, offset);
        },
      };
      return createLocalCarrier({ transport, sink, crc64, timeouts });
    },
  }).catch((error: unknown) => {
    throw isStaleJournal(error) ? error.cause : error;
  });
}

/** The engine takes the journal for that of an earlier run, but this run wrote it: the object was replaced just now. */
function isStaleJournal(error: unknown): error is OssError {
  return OssError.isInstance(error) && error.code === 'ObjectChanged' && OssError.isInstance(error.cause);
}
