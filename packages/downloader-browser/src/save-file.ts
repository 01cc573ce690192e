const revokeAfterMs = 60_000;

/**
 * Saves a finished file as `name` among the user's downloads. The browser copies it, so a file in the origin private
 * file system can be discarded some time later.
 */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  clickAnchor(url, name);
  setTimeout(() => URL.revokeObjectURL(url), revokeAfterMs);
}

export function clickAnchor(url: string, name: string, referrerPolicy = 'no-referrer'): void {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.referrerPolicy = referrerPolicy;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}
