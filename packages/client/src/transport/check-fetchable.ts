import { OssError } from '@ossferry/contract';

/**
 * Refuses a URL whose path has `.` or `..` segments: whatever parses it as a WHATWG `URL` collapses them, so that the
 * request would ask for another object than the one that was signed.
 */
export function checkFetchable(url: string): void {
  if (!hasDotSegment(url.split('?', 1)[0] ?? '')) return;
  throw new OssError({
    code: 'KeyNotFetchable',
    phase: 'connect',
    message: 'The key has a "." or ".." segment, which fetch takes out of every URL.',
    advice: 'Use a transport that sends the path as it is (curl --path-as-is does), or rename the object.',
  });
}

/** Whether a path or a key has a segment that URL parsers take out. */
export function hasDotSegment(path: string): boolean {
  return path.includes('.') && /(?:^|\/)\.{1,2}(?:\/|$)/.test(path);
}
