import { checkKinds } from '../check-kinds.ts';
import { configError } from '../config-error.ts';

/** Decides whether a caller may send a request now. Use your own to share limits between processes. */
export type RateLimiter = (caller: string) => RateLimit | Promise<RateLimit>;

/** The decision of a rate limiter about one request. */
export interface RateLimit {
  readonly allowed: boolean;
  /** Whole seconds until the next request may be allowed. */
  readonly retryAfterSeconds: number;
}

export interface TokenBucketOptions {
  /** Maximum number of requests at once. @default 30 */
  readonly capacity?: number | undefined;
  /** Further requests per second, up to the capacity. @default 1 */
  readonly refillPerSecond?: number | undefined;
  /** Maximum number of callers in memory; the least recent one is dropped. @default 10 000 */
  readonly maxCallers?: number | undefined;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Creates a rate limiter with one token bucket per caller, in the memory of this process. Throws `InvalidOption` for
 * limits that would refuse or allow every request.
 */
export function tokenBucket(options: TokenBucketOptions = {}): RateLimiter {
  const { capacity = 30, refillPerSecond = 1, maxCallers = 10_000, now = Date.now } = options;
  checkKinds(options, 'function', ['now']);
  checkBucket({ capacity, maxCallers, refillPerSecond });
  const buckets = new Map<string, { readonly tokens: number; readonly atMs: number }>();

  return (caller) => {
    const atMs = now();
    const last = buckets.get(caller) ?? { tokens: capacity, atMs };
    // If the clock was set back, the number of tokens stays the same.
    const gained = (Math.max(0, atMs - last.atMs) / 1000) * refillPerSecond;
    const tokens = Math.min(capacity, last.tokens + gained);
    const allowed = tokens >= 1;
    // A map keeps insertion order, so its first entry is the least recent caller.
    buckets.delete(caller);
    buckets.set(caller, { tokens: allowed ? tokens - 1 : tokens, atMs });
    const [oldest] = buckets.keys();
    if (buckets.size > maxCallers && oldest !== undefined) buckets.delete(oldest);
    return { allowed, retryAfterSeconds: allowed ? 0 : Math.ceil((1 - tokens) / refillPerSecond) };
  };
}

function checkBucket({
  refillPerSecond,
  ...atLeastOne
}: Readonly<Record<'capacity' | 'maxCallers' | 'refillPerSecond', number>>): void {
  for (const [name, value] of Object.entries(atLeastOne)) {
    if (!(value >= 1))
      throw configError('InvalidOption', `The option ${name} is ${value}.`, 'Set a number of at least 1.');
  }
  if (refillPerSecond > 0 && Number.isFinite(refillPerSecond)) return;
  throw configError('InvalidOption', `The option refillPerSecond is ${refillPerSecond}.`, 'Set a number above 0.');
}
