import type { HeaderMap } from '@ossferry/contract';
import type { DownloadProgram } from './download-program.ts';
import { inputError } from './input-error.ts';
import type { LanguageAbilities } from './languages.ts';

/** Reads the headers that a program has to set itself, and refuses those with which it would not get the object as it is. */
export function checkSignedHeaders(
  headers: HeaderMap,
  url: string,
  { unsendable }: LanguageAbilities,
): DownloadProgram['signedHeaders'] {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  for (const [name, value] of entries) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[!-~](?:[ -~]*[!-~])?$/.test(value)) {
      throw inputError(
        'InvalidHeader',
        `The header ${JSON.stringify(name)} is empty or holds a character that not every client sends alike.`,
        'Percent-encode what is not visible ASCII, and sign that.',
      );
    }
    if (name === 'host' && value !== url.split('/')[2]) {
      throw inputError('InvalidHeader', 'The signed host is not the one of the URL.', 'Presign for the host you use.');
    }
    if (ofConnection.test(name) || unsendable?.test(name)) {
      throw inputError(
        'HeaderForbidden',
        `The URL is signed with the header ${name}, which this language does not send as it was signed.`,
        'Presign without it, or take another language.',
      );
    }
    if (name === 'range') {
      throw inputError('RangeSigned', 'The URL is signed for a range of the object.', 'Presign without a range.');
    }
    if (name === 'accept-encoding' && value !== 'identity') {
      throw inputError(
        'EncodingSigned',
        'The URL is signed for a compressed answer, whose length is not the one of the object.',
        'Presign with accept-encoding: identity, or without it.',
      );
    }
  }
  // Every client sends `host` by itself, and every program asks for `identity`.
  return entries.filter(([name]) => name !== 'host' && name !== 'accept-encoding');
}

/** Every client sends these as it sees fit. */
const ofConnection = /^(?:connection|content-length|expect|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/;
