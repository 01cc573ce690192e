/** Whether a URL points to the machine that opens it. */
export function isLocalUrl(url: string): boolean {
  return /^http:\/\/(?:[^/]*\.)?(?:localhost|127\.0\.0\.1)[:/]/.test(url);
}
