import { OssError } from '@ossferry/contract';

/**
 * Refuses a URL whose path has `.` or `..` segments. A WHATWG `URL` collapses them, so the request would be for an object
 * other than the signed one.
 */
export function checkFetchable(url: string): void {
  if (!hasDotSegment(url.split('?', 1)[0] ?? '')) return;
  throw new OssError({
    code: 'KeyNotFetchable',
    phase: 'connect',
    message: 'The key has a "." or ".." segment, which fetch removes from every URL.',
    advice: 'Rename the object, or use a transport that sends the path unchanged.',
  });
}

/** Returns whether a path or a key has a segment that URL parsers remove. */
export function hasDotSegment(path: string): boolean {
  return path.includes('.') && /(?:^|\/)\.{1,2}(?:\/|$)/.test(path);
}
