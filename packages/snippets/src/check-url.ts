import { inputError } from './input-error.ts';
import type { LanguageAbilities } from './languages.ts';

/** Refuses a URL that some client would change or reject, so that what is requested is what was signed. */
export function checkUrl(url: string, { sendsDotSegments, sendsLeadingSlashes }: LanguageAbilities): void {
  const { authority, path } = urlPattern.exec(url)?.groups ?? {};
  if (authority === undefined || path === undefined) {
    throw inputError(
      'InvalidUrl',
      'This is not a whole http or https URL, or it holds a character that has to be percent-encoded.',
      'Pass the URL as presign returned it.',
    );
  }
  if (!sendsDotSegments && /\/(?:\.|%2e){1,2}(?=\/|$)/i.test(path)) {
    throw inputError(
      'KeyNotFetchable',
      'The key has a "." or ".." segment, which this language takes out of every URL.',
      'Take curl, Java or Go, or rename the object.',
    );
  }
  if (!sendsLeadingSlashes && path.startsWith('//')) {
    throw inputError(
      'KeyNotFetchable',
      'The key begins with a slash, which this language takes out of every URL.',
      'Take another language, or rename the object.',
    );
  }
}

// RFC 3986 without user info, which is no part of a presigned URL, and without a fragment, which is never sent.
const character = /[\w.~!$&'()*+,;=:@-]|%[\da-f]{2}/.source;
const urlPattern = new RegExp(
  `^https?://(?<authority>(?:[a-z\\d._-]+|\\[[a-f\\d:.]+\\])(?::\\d+)?)(?<path>(?:/(?:${character})*)+)\\?(?:${character}|[/?])*$`,
  'i',
);
