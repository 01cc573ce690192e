import { parse } from 'content-disposition';

/** The name that a URL gives its file: the one that was signed, or the end of the key. */
export function fileNameOfUrl(text: string): string {
  const url = new URL(text);
  const signed = parse(url.searchParams.get('response-content-disposition') ?? '').parameters['filename'];
  return signed ? plainName(signed) : fileNameOfKey(decode(url.pathname.slice(1)));
}

/** The last segment of a key. */
export function fileNameOfKey(key: string): string {
  return plainName(key.split('/').findLast((segment) => segment !== '') ?? 'download');
}

/** A name that looks like what it is: with characters that turn the direction of text, `exe` could look like `gpj`. */
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
