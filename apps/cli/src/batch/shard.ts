import { usageError } from '../usage-error.ts';
import { hash64 } from './hash64.ts';

/** One of several equal shares of a manifest. */
export interface Shard {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** Reads `i/n`. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? [];
  if (index !== undefined && count !== undefined && index < count) return { index, count };
  throw usageError(
    'InvalidOption',
    `--shard got ${JSON.stringify(text.slice(0, 40))}.`,
    'Give i/n: 0/4, 1/4, 2/4 and 3/4 are the four quarters of a list.',
  );
}

/** Whether the item of this name belongs to the shard: by a hash, so that every machine agrees without asking others. */
export function isInShard(name: string, { index, count }: Shard): boolean {
  return count === 1 || hash64(name) % BigInt(count) === BigInt(index);
}
