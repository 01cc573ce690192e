import { signatureDoesNotMatch } from '../../errors/authentication-errors.ts';
import { formatBytes } from '../format-bytes.ts';
import { isSameText } from '../is-same-text.ts';
import { computeSignatureV1, type SignatureV1Input } from './signature-v1.ts';

/**
 * Compares the signature of a request with the one that it should carry.
 *
 * @throws ServiceError SignatureDoesNotMatch, with the string to sign of the server
 */
export function checkSignatureV1(input: SignatureV1Input, provided: string, accessKeyId: string): void {
  const expected = computeSignatureV1(input);
  if (isSameText(provided, expected.signature)) {
    return;
  }
  throw signatureDoesNotMatch('0002-00000040', [
    ['OSSAccessKeyId', accessKeyId],
    ['SignatureProvided', provided],
    ['StringToSign', expected.stringToSign],
    ['StringToSignBytes', formatBytes(expected.stringToSign)],
  ]);
}
