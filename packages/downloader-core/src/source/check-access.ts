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

/** A checked URL with the headers to replay. */
export interface Access {
  readonly url: string;
  readonly headers: HeaderMap;
  readonly expiration: Date | undefined;
}

/** Checks a URL and its headers. Fails with `InvalidUrl` or `InvalidHeader`. */
export function checkAccess(source: string | PresignedUrl): Access {
  const {
    url,
    signedHeaders,
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
    headers: checkHeaders(signedHeaders ?? {}), // Null from the JSON of a service.
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
    if (typeof value !== 'string') throw invalidHeader(name, 'its value is not text');
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
