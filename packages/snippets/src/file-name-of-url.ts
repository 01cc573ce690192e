import { fileNameOfDisposition } from './file-name-of-disposition.ts';

/** Returns the name under which a browser would save the response, without characters that some file systems refuse. */
export function fileNameOfUrl(url: string): string {
  const [path = '', query = ''] = url.split('?');
  const parameter = query.split('&').find((text) => text.startsWith(dispositionParameter));
  const disposition = parameter?.slice(dispositionParameter.length).replaceAll('+', ' ') ?? '';
  const requested = fileNameOfDisposition(decode(disposition));
  const lastSegment = decode(path).split('/').at(-1) ?? '';
  return sanitize(requested) || sanitize(lastSegment) || 'download';
}

const dispositionParameter = 'response-content-disposition=';

// Less than the limit of most file systems (255 bytes), to leave room for the suffix of the temporary file.
const maxLengthBytes = 200;

/** Makes a name that all file systems allow and that hides nothing: no path, leading dot or invisible character. */
function sanitize(name: string): string {
  const safe = name
    .replace(/[/\\<>:"|?*\p{C}\p{Zl}\p{Zp}]/gu, '_')
    .replace(/^[\s.]+|(?<![\s.])[\s.]+$/g, '')
    .replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i, '_$1');
  return shorten(safe);
}

/** Shortens a name that is too long, before its extension. */
function shorten(name: string): string {
  const extension = /\.\w{1,8}$/.exec(name)?.[0] ?? '';
  const stem = [...name.slice(0, name.length - extension.length)].slice(0, maxLengthBytes);
  while (utf8Length(stem.join('')) + extension.length > maxLengthBytes) stem.pop();
  return stem.join('') + extension;
}

// `TextEncoder` belongs to the platform, which this package does not use.
function utf8Length(text: string): number {
  return encodeURIComponent(text).replace(/%../g, '_').length;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
