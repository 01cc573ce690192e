import { isReservedName } from './reserved-name.ts';
import { windowsDevice } from './windows-name.ts';

const maxBytes = 255;
/** A longer suffix is not an extension, but text after a dot. */
const maxExtensionBytes = 32;

/**
 * Sanitizes an untrusted name for use as a file name, with the same result on every system. Keeps only the part after
 * the last slash or backslash, removes control and bidi characters and trailing dots and spaces, replaces leading dots, a
 * leading `-` (in `rm *`, it would be an option) and characters that Windows forbids with `_`, changes device names such
 * as `CON` or `NUL.txt` and names that downloads reserve (`x.ossferry`), and limits the name to 255 bytes of UTF-8,
 * keeping its extension. Returns `fallback` if nothing is left.
 */
export function safeFileName(name: string, fallback = 'download'): string {
  if (ordinary.test(name) && !windowsDevice.test(name) && !isReservedName(name)) return name;
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const visible = last
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\uFEFF]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^\s+/u, '')
    .replace(/(?<![\s.])[\s.]+$/u, '')
    .replace(/^(?:\.+|-)/, '_');
  if (visible === '') return fallback;
  // Tested after shortening, because shortening may produce a device name or a reserved suffix.
  const short = shorten(visible);
  const plain = windowsDevice.test(short) ? shorten(`_${short}`) : short;
  return isReservedName(plain) ? shorten(`${plain}_`) : plain;
}

/** Fast path for lists of millions of names: most need no change. */
const ordinary = /^[a-z\d][\w-]{0,120}(?:\.[\w-]{1,30}){0,4}$/i;

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
