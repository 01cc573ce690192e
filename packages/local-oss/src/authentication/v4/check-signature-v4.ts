import { signatureDoesNotMatch } from '../../errors/authentication-errors.ts';
import { formatBytes } from '../format-bytes.ts';
import { isSameText } from '../is-same-text.ts';
import { computeSignatureV4, type SignatureV4Input } from './signature-v4.ts';

/**
 * Compares the signature of a request with the one that it should carry.
 *
 * @throws ServiceError SignatureDoesNotMatch, with the canonical request and the string to sign of the server
 */
export function checkSignatureV4(input: SignatureV4Input, provided: string, accessKeyId: string): void {
  const expected = computeSignatureV4(input);
  if (isSameText(provided, expected.signature)) {
    return;
  }
  throw signatureDoesNotMatch('0002-00000201', [
    ['OSSAccessKeyId', accessKeyId],
    ['SignatureProvided', provided],
    ['StringToSign', expected.stringToSign],
    ['StringToSignBytes', formatBytes(expected.stringToSign)],
    ['CanonicalRequest', expected.canonicalRequest],
    ['CanonicalRequestBytes', formatBytes(expected.canonicalRequest)],
  ]);
}
