import { type HeaderMap, OssError, redactUrl } from '@ossferry/contract';
import { readExpiration } from './read-expiration.ts';

/** A presigned URL with its signed headers, such as a presign result. */
export interface PresignedUrl {
  readonly url: string;
  readonly signedHeaders?: HeaderMap | undefined;
  /**
   * When the URL expires: a date, its text from JSON, or milliseconds since 1970. If absent, it is read from the URL.
   */
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
  /** How long before its expiration `held` is renewed; less if its lifetime is short. */
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

function checkAccess(source: string | PresignedUrl): Access {
  const {
    url,
    signedHeaders = {},
    expiration,
    method = 'GET',
  } = typeof source === 'string' ? { url: source } : (source ?? { url: '' }); // Such as an unset environment variable.
  const [, origin = '', rest = ''] = (typeof url === 'string' && httpUrl.exec(url)) || [];
  if (origin === '' || portOf(origin) > 65_535 || /\p{Surrogate}/u.test(rest)) {
    throw new OssError({
      code: 'InvalidUrl',
      phase: 'config',
      message: `${typeof url === 'string' && url !== '' ? `"${redactUrl(url)}"` : 'The empty text'} is not an http or https URL.`,
      advice: 'Pass the whole presigned URL; in a shell, in quotes.',
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
    url: origin + encodeNonAscii(withoutFragment),
    headers: checkHeaders(signedHeaders),
    expiration: readDate(expiration) ?? readExpiration(url),
  };
}

/** Also accepts the text of a date, as in JSON, and milliseconds since 1970. */
function readDate(given: Date | string | number | null | undefined): Date | undefined {
  const date = new Date(given ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function portOf(origin: string): number {
  return Number(/:(\d+)$/.exec(origin)?.[1] ?? 0);
}

// Without backslashes: some parsers treat them as slashes, so the checked host could differ from the connected one.
const httpUrl = /^(https?:\/\/(?:(?![/?#\\])[\x21-\x7e])+)([/?#]\S*)?$/i;

/**
 * Encodes non-ASCII and control characters as the signer did: a page or a chat may have decoded the URL. Unencoded,
 * they would be sent as different characters, or as line breaks.
 */
function encodeNonAscii(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, (run) => encodeURIComponent(run));
}

/** Returns the headers with lower-case names. */
function checkHeaders(headers: HeaderMap): HeaderMap {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      throw invalidHeader(
        name,
        'it contains a character that headers may not have',
        ', or with its value percent-encoded',
      );
    }
    if (connectionHeader.test(name)) throw invalidHeader(name, 'it belongs to the connection');
  }
  return lowerCase(headers);
}

// They would change where a response ends, or make the server wait for a request body.
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
