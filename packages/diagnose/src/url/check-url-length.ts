import { OssError } from '@ossferry/contract';

/** In characters; far more than OSS accepts. */
const maxLength = 65_536;

/** Refuses text that is far too long for a URL, to bound the time for parsing. */
export function checkUrlLength(text: string): void {
  if (text.length <= maxLength) return;
  throw new OssError({
    code: 'UrlTooLong',
    phase: 'config',
    message: `The URL has more than ${maxLength} characters.`,
    advice: 'Pass only the URL, without the surrounding text.',
  });
}
