import { inputError } from './input-error.ts';
import type { LanguageAbilities } from './languages.ts';

/** Refuses a URL that the client of the language would change or reject: the request must be the signed one. */
export function checkUrl(url: string, { sendsDotSegments, sendsLeadingSlashes }: LanguageAbilities): void {
  const { authority, path } = urlPattern.exec(url)?.groups ?? {};
  if (authority === undefined || path === undefined) {
    throw inputError(
      'InvalidUrl',
      'This is not a complete http or https URL, or it contains a character that must be percent-encoded.',
      'Pass the URL as presign returned it.',
    );
  }
  if (!sendsDotSegments && /\/(?:\.|%2e){1,2}(?=\/|$)/i.test(path)) {
    throw inputError(
      'KeyNotFetchable',
      'The key has a "." or ".." segment, which this language removes from URLs.',
      'Choose curl, Java or Go, or rename the object.',
    );
  }
  if (!sendsLeadingSlashes && path.startsWith('//')) {
    throw inputError(
      'KeyNotFetchable',
      'The key begins with a slash, which this language removes from URLs.',
      'Choose another language, or rename the object.',
    );
  }
}

// RFC 3986 without user info, which presigned URLs do not have, and without a fragment, which clients do not send.
const character = /[\w.~!$&'()*+,;=:@-]|%[\da-f]{2}/.source;
const urlPattern = new RegExp(
  `^https?://(?<authority>(?:[a-z\\d._-]+|\\[[a-f\\d:.]+\\])(?::\\d+)?)(?<path>(?:/(?:${character})*)+)\\?(?:${character}|[/?])*$`,
  'i',
);
