/** The name that a URL gives its file: the one that was signed, or the end of the key. */
export function fileNameOfUrl(text: string): string {
  const url = new URL(text);
  const disposition = url.searchParams.get('response-content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const signed = (encoded && decode(encoded)) ?? /filename="([^"]+)"/i.exec(disposition)?.[1];
  return signed ?? fileNameOfKey(decode(url.pathname.slice(1)));
}

/** The last segment of a key. */
export function fileNameOfKey(key: string): string {
  return key.split('/').findLast((segment) => segment !== '') ?? 'download';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
