import { isReservedName } from '../workspace/sibling-path.ts';

const maxBytes = 255;
/** What is longer is not an extension but a sentence with a dot in it. */
const maxExtensionBytes = 32;

/**
 * Makes a name that came from elsewhere fit to name a file in one folder, the same on every system: only what stands
 * behind the last slash or backslash, without control and bidi characters, without the characters that Windows refuses
 * (`_` in their place), no hidden file, no device such as `CON` or `NUL.txt`, nothing that another download could keep
 * beside its file (`x.ossferry`), no dot or space at its end, and at most 255 bytes of UTF-8 with its extension kept. Gives
 * `fallback` when nothing is left.
 */
export function safeFileName(name: string, fallback = 'download'): string {
  if (ordinary.test(name) && !device.test(name) && !isReservedName(name)) return name;
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const visible = last
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\uFEFF]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^\s+/u, '')
    .replace(/(?<![\s.])[\s.]+$/u, '')
    .replace(/^\.+/, '_');
  if (visible === '') return fallback;
  // Each test looks at what is left once the name is short: what is cut off may have hidden a device or a suffix.
  const short = shorten(visible);
  const plain = device.test(short) ? shorten(`_${short}`) : short;
  return isReservedName(plain) ? shorten(`${plain}_`) : plain;
}

/** Most names need nothing done: a list may have a million of them. */
const ordinary = /^[a-z\d][\w-]{0,120}(?:\.[\w-]{1,30}){0,4}$/i;

// Windows opens the device whatever extension follows, also after spaces.
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/i;

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= maxBytes) return name;
  const dot = name.lastIndexOf('.');
  const suffix = dot > 0 ? name.slice(dot) : '';
  const extension = Buffer.byteLength(suffix) <= maxExtensionBytes ? suffix : '';
  const stem = name.slice(0, name.length - extension.length);
  return cutBytes(stem, maxBytes - Buffer.byteLength(extension)).replace(/(?<![\s.])[\s.]+$/u, '') + extension;
}

function cutBytes(text: string, limitBytes: number): string {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limitBytes) break;
    kept += character;
  }
  return kept;
}
