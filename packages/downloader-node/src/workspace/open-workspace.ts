import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sink } from '@ossferry/downloader-core';
import { claimInProcess } from '../lock/file-lock.ts';
import { absolutePath, checkDestinationName, checkPlace } from './check-destination.ts';
import { diskError, onDisk } from './disk-error.ts';
import { type FileWorkspace, type FileWorkspaceOptions, openFileWorkspace, workspaceSuffix } from './file-workspace.ts';
import { placeFile } from './place-file.ts';
import { siblingPath } from './sibling-path.ts';
import { dataName } from './workspace-folder.ts';

/** Objects up to this size are kept in memory. A batch may hold 64 of them at once. */
export const memoryObjectBytes: number = 1024 * 1024;

export interface WorkspaceOptions extends Omit<FileWorkspaceOptions, 'suffix'> {
  /** The destination's folder was empty at the start, so it contains no files of earlier runs. @default false */
  readonly folderWasEmpty?: boolean | undefined;
}

/** The workspace of a destination. */
export interface DestinationWorkspace extends FileWorkspace {
  /** Creates the destination with these bytes, instead of `commit`; absent if there is an earlier run to resume. */
  readonly place?: ((whole: Uint8Array) => Promise<void>) | undefined;
}

/**
 * Opens the workspace of a destination. A small object is kept in memory until it is complete and verified, and then
 * written at once. A larger one uses the folder of {@link openFileWorkspace} as soon as its size is known, and so does
 * one that an earlier run started. Fails with `DestinationIsFolder`, `DestinationExists`, `DestinationForbidden`,
 * `FolderMissing`, `DestinationBusy` or `WorkspaceForeign`.
 */
export async function openWorkspace(
  destination: string,
  options: WorkspaceOptions = {},
): Promise<DestinationWorkspace> {
  const { overwrite = false, keepChecksums = false, folderWasEmpty = false } = options;
  checkDestinationName(destination);
  const path = absolutePath(destination);
  const folderPath = (): string => siblingPath(path, workspaceSuffix);
  if (!folderWasEmpty) checkPlace(destination, path, overwrite);
  if (keepChecksums || (!folderWasEmpty && existsSync(folderPath()))) return openFileWorkspace(destination, options);
  if (!folderWasEmpty) checkFolder(destination, path);
  const claim = claimInProcess(path);
  const place = (whole: Uint8Array): Promise<void> =>
    onDisk(destination, () => placeFile(whole, { path, destination, overwrite, folderWasEmpty }));

  let memory: Uint8Array | undefined;
  let folder: Promise<FileWorkspace> | undefined;
  const openFolder = (): Promise<FileWorkspace> => {
    folder ??= openFileWorkspace(destination, options);
    folder.catch(() => undefined); // The caller that awaits it handles the error.
    return folder;
  };

  const sink: Sink = {
    write: (bytes, offset) =>
      memory === undefined
        ? openFolder().then((opened) => opened.sink.write(bytes, offset))
        : memory.set(bytes, offset),
  };

  return {
    get dataPath() {
      return join(folderPath(), dataName);
    },
    sink,
    readJournal: async () => new Uint8Array(),
    appendJournal: async (bytes) => (await openFolder()).appendJournal(bytes),
    replaceJournal: async (bytes) => (await openFolder()).replaceJournal(bytes),
    read: async (offset, length) => (await openFolder()).read(offset, length),
    sync: async () => (await folder)?.sync(),
    async reset() {
      memory = undefined;
      return (await folder)?.reset() ?? true;
    },
    async reserve(sizeBytes, missingBytes) {
      if (folder === undefined && sizeBytes <= memoryObjectBytes) memory = new Uint8Array(sizeBytes);
      else await (await openFolder()).reserve(sizeBytes, missingBytes);
    },
    place,
    async commit() {
      if (memory === undefined) await (await openFolder()).commit();
      else await place(memory);
    },
    async release() {
      try {
        await (await folder?.catch(() => undefined))?.release();
      } finally {
        claim.release();
      }
    },
  };
}

function checkFolder(destination: string, path: string): void {
  const folder = dirname(path);
  try {
    // With `/.`, a file instead of a folder is ENOTDIR, which differs from a folder without write permission.
    if (process.platform !== 'win32') accessSync(`${folder}/.`, constants.W_OK | constants.X_OK);
    // Windows ignores `/.`, and its folders have no modes.
    else if (!statSync(folder).isDirectory()) throw Object.assign(new Error('ENOTDIR'), { code: 'ENOTDIR' });
  } catch (cause) {
    throw diskError(cause, destination);
  }
}
