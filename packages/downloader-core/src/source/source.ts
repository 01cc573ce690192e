import { OssError } from '@ossferry/contract';
import { type Access, checkAccess, type PresignedUrl } from './check-access.ts';

/** The argument of a source function. */
export interface SourceContext {
  /** Why the service refused the last URL: it had expired, or its date differed too much from the service's clock. */
  readonly refused?: SourceRefusal['reason'] | undefined;
  /**
   * Milliseconds by which the service's clock is ahead of the local clock, from the response that refused the URL. Add
   * it to the clock when signing. Absent if no difference is known.
   */
  readonly clockOffsetMs?: number | undefined;
  /** Aborts when the download is aborted, and no longer needs the URL. */
  readonly signal?: AbortSignal | undefined;
}

/** What to download: a URL, a presign result, or a function that returns one whenever a new URL is needed. */
export type DownloadSource =
  | string
  | PresignedUrl
  | ((context: SourceContext) => string | PresignedUrl | Promise<string | PresignedUrl>);

type SourceFunction = Exclude<DownloadSource, string | PresignedUrl>;

/** Why the service refused a URL, and the time on its clock. */
export interface SourceRefusal {
  readonly reason: 'expired' | 'clock';
  readonly serverTime?: Date | undefined;
}

/** Returns valid URLs, and renews them if the source can. */
export interface SourceKeeper {
  readonly renewable: boolean;
  /** Returns the current URL. It is renewed before it expires, once for all concurrent callers. */
  readonly current: () => Promise<Access>;
  /** Returns a URL other than `refused`, which the service refused because of its date. */
  readonly renew: (refused: Access, refusal?: SourceRefusal) => Promise<Access>;
  /** How often the URL was renewed. */
  readonly renewals: () => number;
}

export interface SourceKeeperOptions {
  /**
   * How long before its expiration a URL is renewed, at most a fifth of its lifetime. @default 30 000
   */
  readonly renewAheadMs?: number | undefined;
  readonly now?: (() => number) | undefined;
  /** Passed to the source function. */
  readonly signal?: AbortSignal | undefined;
  readonly onRenewed?: ((access: Access) => void) | undefined;
}

/** Creates a keeper for the URL of a source. It refuses malformed URLs with `InvalidUrl` before any request is sent. */
export function createSourceKeeper(source: DownloadSource, options: SourceKeeperOptions = {}): SourceKeeper {
  const { renewAheadMs = 30_000, now = Date.now, signal, onRenewed } = options;
  const make = typeof source === 'function' ? source : undefined;
  let held: Access | undefined = typeof source === 'function' ? undefined : checkAccess(source);
  /** How long before its expiration `held` is renewed. */
  let aheadMs = renewAheadMs;
  let renewal: Promise<Access> | undefined;
  let renewals = 0;
  let clockOffsetMs: number | undefined;

  const renewOnce = (refused?: SourceRefusal['reason']): Promise<Access> => {
    if (make === undefined) return Promise.reject(new Error('a fixed URL cannot be renewed'));
    const isRenewal = held !== undefined;
    renewal ??= fetchAccess(() => make({ refused, clockOffsetMs, signal }), isRenewal)
      .then((access) => {
        held = access;
        const lifetimeMs = leftMs(access);
        // A new URL that seems to have expired shows that the local clock is wrong: use it until the service refuses it.
        aheadMs = lifetimeMs > 0 ? Math.min(renewAheadMs, lifetimeMs / 5) : Number.NEGATIVE_INFINITY;
        if (isRenewal) {
          renewals += 1;
          onRenewed?.(access);
        }
        return access;
      })
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  };
  const leftMs = ({ expiration }: Access): number =>
    expiration === undefined ? Number.POSITIVE_INFINITY : expiration.getTime() - (now() + (clockOffsetMs ?? 0));

  return {
    renewable: make !== undefined,
    async current() {
      const access = held;
      if (access === undefined) return renewOnce();
      if (make === undefined || leftMs(access) >= aheadMs) return access;
      try {
        return await renewOnce();
      } catch (error) {
        if (leftMs(access) > 0) return access; // The old URL is still valid.
        throw error;
      }
    },
    async renew(refused, refusal) {
      if (refusal?.serverTime !== undefined) clockOffsetMs = refusal.serverTime.getTime() - now();
      return held !== undefined && held.url !== refused.url ? held : renewOnce(refusal?.reason);
    },
    renewals: () => renewals,
  };
}

async function fetchAccess(make: () => ReturnType<SourceFunction>, isRenewal: boolean): Promise<Access> {
  try {
    return checkAccess(await make());
  } catch (cause) {
    if (OssError.isInstance(cause)) throw cause;
    throw new OssError({
      code: 'SourceFailed',
      phase: 'sign',
      message: 'The function that provides the URL failed.',
      advice: 'See the cause.',
      retryable: isRenewal, // It has worked before, so a retry may succeed.
      cause,
    });
  }
}
