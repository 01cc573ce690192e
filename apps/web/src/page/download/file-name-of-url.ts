import { parse } from 'content-disposition';

/** The file name of a URL: the signed name, or the last segment of the key. */
export function fileNameOfUrl(text: string): string {
  const url = new URL(text);
  const signed = parse(url.searchParams.get('response-content-disposition') ?? '').parameters['filename'];
  return signed ? plainName(signed) : fileNameOfKey(decode(url.pathname.slice(1)));
}

/** The last segment of a key. */
export function fileNameOfKey(key: string): string {
  return plainName(key.split('/').findLast((segment) => segment !== '') ?? 'download');
}

/** Replaces bidirectional control characters, which could make `exe` look like `gpj`. */
export function plainName(name: string): string {
  return name.replace(/\p{Bidi_Control}/gu, '_');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
