import { win32 } from 'node:path';

// Windows opens the device regardless of the extension, even after spaces.
export const windowsDevice: RegExp = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/i;

/**
 * Returns the first name in a path that Windows does not support; `undefined` if there is none. Node would create some
 * of them, but Explorer and most programs could then neither open nor delete the file, and bytes written to `a:b` are
 * hidden in the file `a`.
 */
export function unsupportedWindowsName(path: string): string | undefined {
  const names = path.slice(win32.parse(path).root.length).split(/[/\\]/);
  return names.find((name) => name !== '.' && name !== '..' && isUnsupported(name));
}

function isUnsupported(name: string): boolean {
  return /[<>:"|?*\p{Cc}]|[. ]$/u.test(name) || windowsDevice.test(name);
}
