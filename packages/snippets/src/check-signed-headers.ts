import type { HeaderMap } from '@ossferry/contract';
import type { DownloadProgram } from './download-program.ts';
import { inputError } from './input-error.ts';
import type { LanguageAbilities } from './languages.ts';

/** Returns the headers that a program must set, and refuses headers that prevent a correct download. */
export function checkSignedHeaders(
  headers: HeaderMap,
  url: string,
  { unsendable }: LanguageAbilities,
): DownloadProgram['signedHeaders'] {
  // The characters of a text would become headers.
  if (typeof headers !== 'object' || Array.isArray(headers)) {
    throw inputError(
      'InvalidHeader',
      'The signed headers are not an object.',
      'Pass the result of `presign`, or an object with their names and values.',
    );
  }
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  for (const [name, value] of entries) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || typeof value !== 'string' || !/^[!-~](?:[ -~]*[!-~])?$/.test(value)) {
      throw inputError(
        'InvalidHeader',
        `The header ${JSON.stringify(name)} is empty or contains a character that clients send differently.`,
        'Percent-encode characters other than visible ASCII before signing.',
      );
    }
    if (name === 'host' && value !== url.split('/')[2]) {
      throw inputError(
        'InvalidHeader',
        'The signed host is not that of the URL.',
        'Presign for the host that you use.',
      );
    }
    if (connectionHeaders.test(name) || unsendable?.test(name)) {
      throw inputError(
        'HeaderForbidden',
        `The URL is signed with the header ${name}, which this language cannot send as it was signed.`,
        'Presign without it, or choose another language.',
      );
    }
    if (name === 'range') {
      throw inputError('RangeSigned', 'The URL is signed for a range of the object.', 'Presign without a range.');
    }
    if (name === 'accept-encoding' && value !== 'identity') {
      throw inputError(
        'EncodingSigned',
        'The URL is signed for a compressed response, whose length differs from that of the object.',
        'Presign with accept-encoding: identity, or without it.',
      );
    }
  }
  // Clients send `host` automatically, and all programs send `accept-encoding: identity`.
  return entries.filter(([name]) => name !== 'host' && name !== 'accept-encoding');
}

/** Headers that clients control themselves. */
const connectionHeaders =
  /^(?:connection|content-length|expect|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/;
