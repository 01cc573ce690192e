import { configError } from '../config-error.ts';

/** Says whether a caller may ask now. Replace it by one that several processes share. */
export type RateLimiter = (caller: string) => RateLimit | Promise<RateLimit>;

export interface RateLimit {
  readonly allowed: boolean;
  /** Whole seconds until it is worth asking again. */
  readonly retryAfterSeconds: number;
}

export interface TokenBucketOptions {
  /** How many URLs a caller may ask for at once. @default 30 */
  readonly capacity?: number | undefined;
  /** How many more come each second, up to the capacity. @default 1 */
  readonly refillPerSecond?: number | undefined;
  /** Callers that are remembered; beyond, the one that asked longest ago is forgotten. @default 10 000 */
  readonly maxCallers?: number | undefined;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Makes a rate limiter that keeps one token bucket for each caller, in the memory of this process. Throws
 * `InvalidOption` for limits that let nobody ask, or everybody.
 */
export function tokenBucket(options: TokenBucketOptions = {}): RateLimiter {
  const { capacity = 30, refillPerSecond = 1, maxCallers = 10_000, now = Date.now } = options;
  checkBucket({ capacity, maxCallers, refillPerSecond });
  const buckets = new Map<string, { readonly tokens: number; readonly atMs: number }>();

  return (caller) => {
    const atMs = now();
    const held = buckets.get(caller) ?? { tokens: capacity, atMs };
    // A clock that was set back gives nothing, and takes nothing.
    const gained = (Math.max(0, atMs - held.atMs) / 1000) * refillPerSecond;
    const tokens = Math.min(capacity, held.tokens + gained);
    const allowed = tokens >= 1;
    // A map lists what was set last at its end: the first is the one that asked longest ago.
    buckets.delete(caller);
    buckets.set(caller, { tokens: allowed ? tokens - 1 : tokens, atMs });
    const [oldest] = buckets.keys();
    if (buckets.size > maxCallers && oldest !== undefined) buckets.delete(oldest);
    return { allowed, retryAfterSeconds: allowed ? 0 : Math.ceil((1 - tokens) / refillPerSecond) };
  };
}

function checkBucket({
  refillPerSecond,
  ...wholes
}: Readonly<Record<'capacity' | 'maxCallers' | 'refillPerSecond', number>>): void {
  for (const [name, value] of Object.entries(wholes)) {
    if (!(value >= 1))
      throw configError('InvalidOption', `The option ${name} is ${value}.`, 'Give a number from 1 on.');
  }
  if (refillPerSecond > 0 && Number.isFinite(refillPerSecond)) return;
  throw configError('InvalidOption', `The option refillPerSecond is ${refillPerSecond}.`, 'Give a number above 0.');
}
