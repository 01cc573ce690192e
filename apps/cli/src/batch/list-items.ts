import { dirname } from 'node:path';
import { hash64 } from './hash64.ts';
import { createLineIndex } from './line-index.ts';
import { type ManifestEntry, manifestError } from './manifest-entry.ts';
import { createLinkGuard, nameOfEntry, type PlaceOptions, placeName } from './place-entry.ts';
import { isInShard, type Shard } from './shard.ts';

/** An entry of a manifest with its place. */
export interface PlacedEntry extends ManifestEntry {
  /** Its destination as the manifest has it. */
  readonly name: string;
  readonly path: string;
}

export interface ListOptions extends PlaceOptions {
  readonly shard: Shard;
  /** Whether an earlier run brought the item, by its {@link doneKey}. */
  readonly isDone: (key: string) => boolean;
}

/** What there is to do. */
export interface Survey {
  readonly items: number;
  /** `undefined` when the manifest does not say it of every item. */
  readonly sizeBytes: number | undefined;
}

/**
 * Gives the entries of one shard that are not done yet, placed. All of the manifest is checked on the way, also what
 * other shards have: with `refuseDoubles`, two entries for one destination or with one id are refused, and a destination
 * that is a folder of another one.
 */
export async function* listItems(
  entries: AsyncIterable<ManifestEntry>,
  { shard, isDone, ...place }: ListOptions,
  refuseDoubles: boolean,
): AsyncGenerator<PlacedEntry> {
  const checkDoubles = refuseDoubles ? createDoublesCheck() : () => undefined;
  const checkLinks = createLinkGuard(place.directory);
  for await (const entry of entries) {
    const name = nameOfEntry(entry);
    const path = placeName(name, entry.line, place);
    checkDoubles(entry, path, name);
    if (!isInShard(entry.id ?? name, shard) || isDone(doneKey(entry.id, name))) continue;
    if (path !== name) checkLinks(path, entry.line);
    yield { ...entry, name, path };
  }
}

/** What an item is known by among those that are done: its id, or its name where it has none. The two are never mixed up. */
export function doneKey(id: string | undefined, name: string): string {
  return id === undefined ? `name ${name}` : `id ${id}`;
}

/** Reads all of a list and counts. */
export async function surveyItems(items: AsyncIterable<PlacedEntry>): Promise<Survey> {
  let count = 0;
  let total: number | undefined = 0;
  for await (const { sizeBytes } of items) {
    count += 1;
    total = total === undefined || sizeBytes === undefined ? undefined : total + sizeBytes;
  }
  return { items: count, sizeBytes: total };
}

function createDoublesCheck(): (entry: ManifestEntry, path: string, name: string) => void {
  const paths = createLineIndex();
  const folders = createLineIndex();
  const ids = createLineIndex();
  let lastFolder = '';
  const refuseFileAsFolder = (path: string, hash: bigint, name: string, line: number): void => {
    let other = folders.lineOf(hash);
    let folder = dirname(path);
    // Most objects of a list follow others of the same folder. Above a folder that was seen before, all were.
    const isKnown = folder === lastFolder;
    lastFolder = folder;
    while (!isKnown && other === undefined && folder !== dirname(folder)) {
      const hashOfFolder = hash64(folder);
      if (folders.add(hashOfFolder, line) !== undefined) break;
      other = paths.lineOf(hashOfFolder);
      folder = dirname(folder);
    }
    if (other === undefined) return;
    const what = `its destination ${JSON.stringify(name.slice(0, 80))} and that of line ${other} are a file and a folder of one name`;
    throw manifestError(line, what, 'Give one of them another name.');
  };
  return ({ id, line }, path, name) => {
    const hash = hash64(path);
    const first = paths.add(hash, line);
    if (first !== undefined) {
      const what = `its destination ${JSON.stringify(name.slice(0, 80))} is that of line ${first} too`;
      throw manifestError(line, what, 'Give each object a destination of its own.');
    }
    refuseFileAsFolder(path, hash, name, line);
    const firstId = id === undefined ? undefined : ids.add(hash64(id), line);
    if (firstId !== undefined) {
      throw manifestError(line, `its id is that of line ${firstId} too`, 'Give each object an id of its own.');
    }
  };
}
