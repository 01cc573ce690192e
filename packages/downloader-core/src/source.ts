import { type HeaderMap, OssError, redactUrl } from '@ossferry/contract';
import { readExpiration } from './read-expiration.ts';

/** A URL ready for use, with the headers that were signed into it: a presign result is one. */
export interface PresignedUrl {
  readonly url: string;
  readonly signedHeaders?: HeaderMap | undefined;
  /** When the URL ends; read from the URL itself when absent. */
  readonly expiration?: Date | undefined;
  /** Only URLs signed for `GET` download. @default 'GET' */
  readonly method?: string | undefined;
}

/** What to download: a URL, a presign result, or a function that makes one whenever a fresh one is needed. */
export type DownloadSource = string | PresignedUrl | (() => Promise<string | PresignedUrl>);

/** A checked URL with the headers to replay. */
export interface Access {
  readonly url: string;
  readonly headers: HeaderMap;
  readonly expiration: Date | undefined;
}

/** Hands out URLs that live, and renews them when the source can. */
export interface SourceKeeper {
  readonly renewable: boolean;
  /** The URL to use now; renewed ahead of its end, once for all who wait. */
  readonly current: () => Promise<Access>;
  /** A URL other than `refused`, which the service called expired. */
  readonly renew: (refused: Access) => Promise<Access>;
}

export interface SourceKeeperOptions {
  /** A URL that ends sooner than this is renewed before it is used. @default 30 000 */
  readonly renewAheadMs?: number | undefined;
  readonly now?: (() => number) | undefined;
  readonly onRenewed?: ((access: Access) => void) | undefined;
}

/** Keeps the URL of a source; refuses malformed URLs with `InvalidUrl` before anything is sent. */
export function createSourceKeeper(source: DownloadSource, options: SourceKeeperOptions = {}): SourceKeeper {
  const { renewAheadMs = 30_000, now = Date.now, onRenewed } = options;
  const make = typeof source === 'function' ? source : undefined;
  let held: Access | undefined = typeof source === 'function' ? undefined : checkAccess(source);
  let renewal: Promise<Access> | undefined;

  const renewOnce = (): Promise<Access> => {
    if (make === undefined) return Promise.reject(new Error('a fixed URL cannot be renewed'));
    renewal ??= fetchAccess(make)
      .then((access) => {
        if (held !== undefined) onRenewed?.(access);
        held = access;
        return access;
      })
      .finally(() => {
        renewal = undefined;
      });
    return renewal;
  };

  return {
    renewable: make !== undefined,
    async current() {
      if (held === undefined) return renewOnce();
      const endsSoon = held.expiration !== undefined && held.expiration.getTime() - now() < renewAheadMs;
      return endsSoon && make !== undefined ? renewOnce() : held;
    },
    async renew(refused) {
      return held !== undefined && held.url !== refused.url ? held : renewOnce();
    },
  };
}

async function fetchAccess(make: () => Promise<string | PresignedUrl>): Promise<Access> {
  try {
    return checkAccess(await make());
  } catch (cause) {
    if (OssError.isInstance(cause)) throw cause;
    throw new OssError({
      code: 'SourceFailed',
      phase: 'sign',
      message: 'The function that makes the URL failed.',
      advice: 'See the cause.',
      cause,
    });
  }
}

function checkAccess(source: string | PresignedUrl): Access {
  const { url, signedHeaders = {}, expiration, method = 'GET' } = typeof source === 'string' ? { url: source } : source;
  if (typeof url !== 'string' || !/^https?:\/\/[^\s/?#]+[^\s]*$/i.test(url)) {
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
  const [withoutFragment = url] = url.split('#', 1);
  return { url: withoutFragment, headers: lowerCase(signedHeaders), expiration: expiration ?? readExpiration(url) };
}

function lowerCase(headers: HeaderMap): HeaderMap {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
