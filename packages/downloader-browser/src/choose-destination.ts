import { OssError } from '@ossferry/contract';
import { type Destination, memoryLimitBytes, toMemory, toOpfs, toPickedFile } from './destination.ts';
import { countStoredBytes } from './opfs-folder.ts';
import { nameOf } from './storage-error.ts';

/** A rung of the ladder. */
export type DestinationKind = Destination['kind'];

export interface DestinationPreferences {
  /** Name of the file. */
  readonly name: string;
  /** Size of the object, when it is known: memory and the room that is left are judged by it. */
  readonly sizeBytes?: number | undefined;
  /** What to try, in this order. @default ['memory', 'opfs', 'picked-file'] */
  readonly ladder?: readonly DestinationKind[] | undefined;
  /** The largest object that may be held in memory. @default 64 MiB */
  readonly memoryLimitBytes?: number | undefined;
}

/**
 * Chooses where a download can go in this browser: memory for what is known to be small, then the origin private file
 * system when it has the room, then a file that the user picks (call it from a click then). Fails with `NoDestinationFits`, and
 * says why for each, rather than to put a large object into memory.
 */
export async function chooseDestination(wishes: DestinationPreferences): Promise<Destination> {
  const { ladder = ['memory', 'opfs', 'picked-file'] } = wishes;
  const reasons: string[] = [];
  for (const kind of ladder) {
    const found = await rungs[kind](wishes);
    if (typeof found === 'object') return found;
    reasons.push(`${kind}: ${found}`);
  }
  throw new OssError({
    code: 'NoDestinationFits',
    phase: 'config',
    message: `No place of this browser fits "${wishes.name}" (${reasons.join('; ')}).`,
    advice: 'downloadWithAnchor() lets the browser save it, without verification; Chromium has showSaveFilePicker().',
  });
}

/** Gives the destination, or why there is none. */
type Rung = (wishes: DestinationPreferences) => Promise<Destination | string>;

const rungs: Readonly<Record<DestinationKind, Rung>> = {
  async memory({ sizeBytes, memoryLimitBytes: limitBytes = memoryLimitBytes }) {
    if (sizeBytes === undefined) return 'the size is not known';
    return sizeBytes <= limitBytes ? toMemory({ limitBytes }) : `more than ${limitBytes} bytes`;
  },

  async opfs({ name, sizeBytes = 0 }) {
    try {
      await navigator.storage.getDirectory();
    } catch {
      return 'this browser, or this window, has none';
    }
    const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await navigator.storage.estimate();
    // What an earlier run holds for this download is taken already.
    const freeBytes = Math.max(0, quota - usage) + (await countStoredBytes(name));
    return sizeBytes <= freeBytes ? toOpfs(name) : `only ${freeBytes} bytes are free`;
  },

  async 'picked-file'({ name }) {
    const { showSaveFilePicker } = globalThis as PickerScope;
    if (showSaveFilePicker === undefined) return 'this browser has no showSaveFilePicker()';
    try {
      return toPickedFile(await showSaveFilePicker({ suggestedName: name.split('/').at(-1) ?? name }));
    } catch (cause) {
      if (nameOf(cause) === 'AbortError') throw cause; // The user closed the dialog: that is an answer.
      return 'showSaveFilePicker() works only from a click';
    }
  },
};

interface PickerScope {
  readonly showSaveFilePicker?: (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;
}
