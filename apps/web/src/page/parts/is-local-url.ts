/** Whether a URL leads to the machine of whoever follows it. */
export function isLocalUrl(url: string): boolean {
  return /^http:\/\/(?:[^/]*\.)?(?:localhost|127\.0\.0\.1)[:/]/.test(url);
}
