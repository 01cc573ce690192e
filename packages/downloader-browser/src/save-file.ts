const revokeAfterMs = 60_000;

/**
 * Hands a finished file over to the user: the browser saves it in its downloads as `name`. It copies the bytes, so one
 * in the origin private file system may be discarded a while after.
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
