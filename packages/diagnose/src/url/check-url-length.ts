import { OssError } from '@ossferry/contract';

/** Characters; the longest URL that OSS takes is a fraction of it. */
const maxLength = 65_536;

/** Refuses a text that is far too long for a URL, so that reading one never takes long. */
export function checkUrlLength(text: string): void {
  if (text.length <= maxLength) return;
  throw new OssError({
    code: 'UrlTooLong',
    phase: 'config',
    message: `The URL has more than ${maxLength} characters.`,
    advice: 'Give the URL alone, without the text that it stands in.',
  });
}
