import { OssError } from '@ossferry/contract';
import { type Destination, memoryLimitBytes, toMemory, toOpfs, toPickedFile } from './destination.ts';
import { countStoredBytes } from './opfs-folder.ts';
import { errorNameOf } from './storage-error.ts';

/** A kind of destination that `chooseDestination` can return. */
export type DestinationKind = Destination['kind'];

/** What `chooseDestination` considers. */
export interface DestinationPreferences {
  /** Name of the file; for `opfs`, its path. */
  readonly name: string;
  /** Size of the object. If absent, `memory` is skipped and the free space is not checked. */
  readonly sizeBytes?: number | undefined;
  /** Kinds to try, in this order. @default ['memory', 'opfs', 'picked-file'] */
  readonly ladder?: readonly DestinationKind[] | undefined;
  /** The largest object that may be held in memory. @default 64 MiB */
  readonly memoryLimitBytes?: number | undefined;
}

/**
 * Chooses a destination that this browser supports: memory for small objects of known size, the origin private file
 * system if the browser reports enough free space (Chromium never reports more than 10 GiB), or a file that the user
 * picks (which requires a call from a click handler). Never buffers a large object in memory: fails with
 * `NoDestinationFits` and the reason for each kind.
 */
export async function chooseDestination(preferences: DestinationPreferences): Promise<Destination> {
  const { ladder = ['memory', 'opfs', 'picked-file'] } = preferences;
  const reasons: string[] = [];
  for (const kind of ladder) {
    const found = await finders[kind](preferences);
    if (typeof found === 'object') return found;
    reasons.push(`${kind}: ${found}`);
  }
  throw new OssError({
    code: 'NoDestinationFits',
    phase: 'config',
    message: `This browser has no destination for "${preferences.name}" (${reasons.join('; ')}).`,
    advice: 'Use downloadWithAnchor(), which verifies nothing, or showSaveFilePicker() in Chromium.',
  });
}

/** Returns the destination, or the reason why there is none. */
type Finder = (preferences: DestinationPreferences) => Promise<Destination | string>;

const finders: Readonly<Record<DestinationKind, Finder>> = {
  async memory({ sizeBytes, memoryLimitBytes: limitBytes = memoryLimitBytes }) {
    if (sizeBytes === undefined) return 'the size is unknown';
    return sizeBytes <= limitBytes ? toMemory({ limitBytes }) : `over ${limitBytes} bytes`;
  },

  async opfs({ name, sizeBytes = 0 }) {
    try {
      await navigator.storage.getDirectory();
    } catch {
      return 'not available in this window';
    }
    const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await navigator.storage.estimate();
    // The bytes stored by an earlier run of this download are part of `usage`.
    const freeBytes = Math.max(0, quota - usage) + (await countStoredBytes(name));
    return sizeBytes <= freeBytes ? toOpfs(name) : `only ${freeBytes} bytes are free`;
  },

  async 'picked-file'({ name }) {
    const { showSaveFilePicker } = globalThis as PickerScope;
    if (showSaveFilePicker === undefined) return 'no showSaveFilePicker()';
    try {
      return toPickedFile(await showSaveFilePicker({ suggestedName: name.split('/').at(-1) ?? name }));
    } catch (cause) {
      if (errorNameOf(cause) === 'AbortError') throw cause; // The user closed the dialog.
      return 'showSaveFilePicker() needs a click';
    }
  },
};

interface PickerScope {
  readonly showSaveFilePicker?: (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;
}
