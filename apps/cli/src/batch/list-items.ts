import { dirname, isAbsolute } from 'node:path';
import { hash64 } from './hash64.ts';
import { foldCase, ignoresCase } from './ignores-case.ts';
import { createLineIndex } from './line-index.ts';
import { type ManifestEntries, type ManifestEntry, manifestError } from './manifest-entry.ts';
import { createLinkGuard, nameOfEntry, type PlaceOptions, placeName } from './place-entry.ts';
import { isInShard, type Shard } from './shard.ts';

/** A manifest entry with its resolved destination. */
export interface PlacedEntry extends ManifestEntry {
  /** The destination as written in the manifest. */
  readonly name: string;
  readonly path: string;
}

export interface ListOptions extends PlaceOptions {
  readonly shard: Shard;
  /** Whether an earlier run downloaded the item with this {@link doneKey}. */
  readonly isDone: (key: string) => boolean;
  /** Names that differ only in case are the same file. @default as the disk of the folder does */
  readonly ignoreCase?: boolean | undefined;
}

/** Placed entries in groups, like those of the manifest. */
export type PlacedEntries = AsyncIterable<Iterable<PlacedEntry>> | Iterable<Iterable<PlacedEntry>>;

/** The totals of the items to download. */
export interface BatchTotals {
  readonly items: number;
  /** `undefined` unless the manifest has the size of every item. */
  readonly sizeBytes: number | undefined;
}

/**
 * Yields the entries of one shard that are not done yet, with their destinations. Entries of other shards are checked
 * too: `refuseDuplicates` refuses duplicate destinations and ids, and a destination that is a folder of another one.
 */
export async function* listItems(
  groups: ManifestEntries,
  { shard, isDone, ignoreCase, ...place }: ListOptions,
  refuseDuplicates: boolean,
): PlacedEntries {
  const checkLinks = createLinkGuard(place.directory);
  const checkDuplicates = refuseDuplicates
    ? createDuplicateCheck(ignoreCase ?? ignoresCase(place.directory))
    : () => undefined;
  function* placeAll(entries: Iterable<ManifestEntry>): Generator<PlacedEntry> {
    for (const entry of entries) {
      const name = nameOfEntry(entry);
      const path = placeName(name, entry.line, place);
      checkDuplicates(entry, path, name);
      if (!isInShard(entry.id ?? name, shard) || isDone(doneKey(entry.id, name))) continue;
      if (!isAbsolute(name)) checkLinks(path, entry.line);
      yield { ...entry, name, path };
    }
  }
  for await (const entries of groups) yield placeAll(entries);
}

/** Returns the key of a done item: its id, or its name if it has none. Ids and names never collide. */
export function doneKey(id: string | undefined, name: string): string {
  return id === undefined ? `name ${name}` : `id ${id}`;
}

/** A list that was read to its end. */
export interface ReadList {
  readonly totals: BatchTotals;
  /** Its items, unless they are too many to be kept: then the list must be read again. */
  readonly items: readonly PlacedEntry[] | undefined;
}

/** About 10 MB of memory. */
const maxKeptItems = 20_000;

/** Reads a whole list, and adds up its items. */
export async function readList(groups: PlacedEntries): Promise<ReadList> {
  const items: PlacedEntry[] = [];
  let count = 0;
  let total: number | undefined = 0;
  for await (const group of groups) {
    for (const item of group) {
      count += 1;
      total = total === undefined || item.sizeBytes === undefined ? undefined : total + item.sizeBytes;
      if (count <= maxKeptItems) items.push(item);
    }
  }
  return { totals: { items: count, sizeBytes: total }, items: count <= maxKeptItems ? items : undefined };
}

function createDuplicateCheck(ignoreCase: boolean): (entry: ManifestEntry, path: string, name: string) => void {
  const paths = createLineIndex();
  const folders = createLineIndex();
  const ids = createLineIndex();
  let lastFolder = '';
  const refuseFileAsFolder = (path: string, hash: bigint, name: string, line: number): void => {
    let other = folders.lineOf(hash);
    let folder = dirname(path);
    // Consecutive objects often share a folder. The parents of a known folder are known too.
    const isKnown = folder === lastFolder;
    lastFolder = folder;
    while (!isKnown && other === undefined && folder !== dirname(folder)) {
      const hashOfFolder = hash64(folder);
      if (folders.add(hashOfFolder, line) !== undefined) break;
      other = paths.lineOf(hashOfFolder);
      folder = dirname(folder);
    }
    if (other === undefined) return;
    const what = `its destination ${JSON.stringify(name.slice(0, 80))} and that of line ${other} are a file and a folder of the same name`;
    throw manifestError(line, what, 'Rename one of them.');
  };
  return ({ id, line }, place, name) => {
    const path = ignoreCase ? foldCase(place) : place;
    const hash = hash64(path);
    const first = paths.add(hash, line);
    if (first !== undefined) {
      const what = `its destination ${JSON.stringify(name.slice(0, 80))} is the same as in line ${first}`;
      const onSuchDisk = ignoreCase ? ', on this disk also without regard to case' : '';
      throw manifestError(line, what, `Destinations must be unique${onSuchDisk}.`);
    }
    refuseFileAsFolder(path, hash, name, line);
    const firstId = id === undefined ? undefined : ids.add(hash64(id), line);
    if (firstId !== undefined) {
      throw manifestError(line, `its id is the same as in line ${firstId}`, 'Ids must be unique.');
    }
  };
}
