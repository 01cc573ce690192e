import { usageError } from '../usage-error.ts';
import { hash64 } from './hash64.ts';

/** One of several equal shares of a manifest. */
export interface Shard {
  /** 0-based. */
  readonly index: number;
  readonly count: number;
}

/** Parses `i/n`. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? [];
  if (index !== undefined && count !== undefined && index < count) return { index, count };
  throw usageError(
    'InvalidOption',
    `${JSON.stringify(text.slice(0, 40))} is not valid for --shard.`,
    'Use i/n: 0/4, 1/4, 2/4 and 3/4 are the four quarters of a list.',
  );
}

/** Whether the item belongs to the shard, by a hash of its id or name, so that machines need not coordinate. */
export function isInShard(name: string, { index, count }: Shard): boolean {
  return count === 1 || hash64(name) % BigInt(count) === BigInt(index);
}
