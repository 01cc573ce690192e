import { type HeaderMap, OssError, redactUrl } from '@ossferry/contract';
import { readExpiration } from './read-expiration.ts';

/** A presigned URL with its signed headers, such as a presign result. */
export interface PresignedUrl {
  readonly url: string;
  readonly signedHeaders?: HeaderMap | undefined;
  /** When the URL expires: a date, its text from JSON, or milliseconds since 1970. If absent, it is read from the URL. */
  readonly expiration?: Date | string | number | undefined;
  /** The signed method; only URLs signed for `GET` can be downloaded. @default 'GET' */
  readonly method?: string | undefined;
}

/** The argument of a source function. */
export interface SourceContext {
  /** Why the service refused the last URL: it had expired, or its date differed too much from the service's clock. */
  readonly refused?: SourceRefusal['reason'] | undefined;
  /**
   * Milliseconds by which the service's clock is ahead of the local clock, from the response that refused the URL. Add
   * it to the clock when signing. Absent if no difference is known.
   */
  readonly clockOffsetMs?: number | undefined;
  /** Aborts with the download: nobody waits for the URL any more. */
  readonly signal?: AbortSignal | undefined;
}

/** What to download: a URL, a presign result, or a function that returns one whenever a new URL is needed. */
export type DownloadSource =
  | string
  | PresignedUrl
  | ((context: SourceContext) => string | PresignedUrl | Promise<string | PresignedUrl>);

type SourceFunction = Exclude<DownloadSource, string | PresignedUrl>;

/** Why the service would not take a URL, and what its clock said. */
export interface SourceRefusal {
  readonly reason: 'expired' | 'clock';
  readonly serverTime?: Date | undefined;
}

/** A checked URL with the headers to replay. */
export interface Access {
  readonly url: string;
  readonly headers: HeaderMap;
  readonly expiration: Date | undefined;
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
   * A URL that expires sooner than this, or in the last fifth of its life, is renewed before it is used, whichever comes
   * later. @default 30 000
   */
  readonly renewAheadMs?: number | undefined;
  readonly now?: (() => number) | undefined;
  /** Passed on to the function that makes URLs. */
  readonly signal?: AbortSignal | undefined;
  readonly onRenewed?: ((access: Access) => void) | undefined;
}

/** Creates a keeper for the URL of a source. It refuses malformed URLs with `InvalidUrl` before any request is sent. */
export function createSourceKeeper(source: DownloadSource, options: SourceKeeperOptions = {}): SourceKeeper {
  const { renewAheadMs = 30_000, now = Date.now, signal, onRenewed } = options;
  const make = typeof source === 'function' ? source : undefined;
  let held: Access | undefined = typeof source === 'function' ? undefined : checkAccess(source);
  /** Ahead of its end by so much, `held` is renewed: never most of the life of one that is short. */
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
        aheadMs = Math.min(renewAheadMs, leftMs(access) / 5);
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
        if (leftMs(access) > 0) return access; // It was ahead of time: the old one still does.
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
      message: 'The function that makes the URL failed.',
      advice: 'See the cause.',
      retryable: isRenewal, // It worked before: in the middle of a download that is a reason to try again.
      cause,
    });
  }
}

function checkAccess(source: string | PresignedUrl): Access {
  const {
    url,
    signedHeaders = {},
    expiration,
    method = 'GET',
  } = typeof source === 'string' ? { url: source } : (source ?? { url: '' }); // What an environment lacks, for example.
  const [, origin = '', rest = ''] = (typeof url === 'string' && httpUrl.exec(url)) || [];
  if (origin === '' || portOf(origin) > 65_535 || /\p{Surrogate}/u.test(rest)) {
    throw new OssError({
      code: 'InvalidUrl',
      phase: 'config',
      message: `${typeof url === 'string' && url !== '' ? `"${redactUrl(url)}"` : 'The empty text'} is not an http or https URL.`,
      advice: 'Give the whole presigned URL, in quotes when it comes from a shell.',
    });
  }
  if (method !== 'GET') {
    throw new OssError({
      code: 'InvalidUrl',
      phase: 'config',
      message: `The URL was signed for ${method}; a download needs one signed for GET.`,
      advice: 'Presign getObject.',
    });
  }
  const [withoutFragment = ''] = rest.split('#', 1);
  return {
    url: origin + encodeForeign(withoutFragment),
    headers: checkHeaders(signedHeaders),
    expiration: readDate(expiration) ?? readExpiration(url),
  };
}

/** JSON has no dates: what a signing server has sent is text, or milliseconds since 1970. */
function readDate(given: Date | string | number | null | undefined): Date | undefined {
  const date = new Date(given ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function portOf(origin: string): number {
  return Number(/:(\d+)$/.exec(origin)?.[1] ?? 0);
}

// No backslash: others take it for the slash that ends the host, and would check another host than is connected to.
const httpUrl = /^(https?:\/\/(?:(?![/?#\\])[\x21-\x7e])+)([/?#]\S*)?$/i;

/**
 * Writes what is not ASCII as a signer has signed it: a page or a chat may have shown the URL decoded. As it is, it must not
 * reach a connection, which would send other letters, or the end of a line.
 */
function encodeForeign(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, (run) => encodeURIComponent(run));
}

/** By lower-case name. */
function checkHeaders(headers: HeaderMap): HeaderMap {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw invalidHeader(name, 'it holds a character that no header may have', ', or with its value percent-encoded');
    }
    if (connectionHeader.test(name)) throw invalidHeader(name, 'it belongs to each connection');
  }
  return lowerCase(headers);
}

// With them, an answer would end elsewhere than its reader thinks, or a request that has no body would wait for one.
const connectionHeader =
  /^(?:connection|content-length|expect|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*)$/i;

function invalidHeader(name: string, why: string, otherwise = ''): OssError {
  return new OssError({
    code: 'InvalidHeader',
    phase: 'config',
    message: `The signed header ${JSON.stringify(name)} cannot be sent: ${why}.`,
    advice: `Presign without it${otherwise}.`,
  });
}

function lowerCase(headers: HeaderMap): HeaderMap {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
