import { fileNameOfDisposition } from './file-name-of-disposition.ts';

/** Gives the name under which a browser would save the answer to this URL, with what some disk does not take replaced. */
export function fileNameOfUrl(url: string): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameter = query.split('&').find((each) => each.startsWith(dispositionParameter));
  const disposition = parameter?.slice(dispositionParameter.length).replaceAll('+', ' ') ?? '';
  const asked = fileNameOfDisposition(decode(disposition));
  const lastSegment = decode(path).split('/').at(-1) ?? '';
  return sanitize(asked) || sanitize(lastSegment) || 'download';
}

const dispositionParameter = 'response-content-disposition=';

// A name at the limit of most disks (255 bytes) would leave no room for the ending of the temporary one.
const maxLengthBytes = 200;

/** Leaves a name that is fit for every disk and hides nothing: no path, no dot in front, no invisible character. */
function sanitize(name: string): string {
  const safe = name
    .replace(/[/\\<>:"|?*\p{C}\p{Zl}\p{Zp}]/gu, '_')
    .replace(/^[\s.]+|(?<![\s.])[\s.]+$/g, '')
    .replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i, '_$1');
  return shorten(safe);
}

/** Cuts a name that is too long in front of its extension. */
function shorten(name: string): string {
  const extension = /\.\w{1,8}$/.exec(name)?.[0] ?? '';
  const stem = [...name.slice(0, name.length - extension.length)].slice(0, maxLengthBytes);
  while (utf8Length(stem.join('')) + extension.length > maxLengthBytes) stem.pop();
  return stem.join('') + extension;
}

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
