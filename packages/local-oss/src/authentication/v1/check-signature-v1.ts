import { signatureDoesNotMatch } from '../../errors/authentication-errors.ts';
import { constantTimeEqual } from '../constant-time-equal.ts';
import { formatHexBytes } from '../format-hex-bytes.ts';
import { computeSignatureV1, type SignatureV1Input } from './signature-v1.ts';

/**
 * Compares the signature of a request with the expected one.
 *
 * @throws ServiceError SignatureDoesNotMatch, with the server's string to sign
 */
export function checkSignatureV1(input: SignatureV1Input, provided: string, accessKeyId: string): void {
  const expected = computeSignatureV1(input);
  if (constantTimeEqual(provided, expected.signature)) return;
  throw signatureDoesNotMatch('0002-00000040', [
    ['OSSAccessKeyId', accessKeyId],
    ['SignatureProvided', provided],
    ['StringToSign', expected.stringToSign],
    ['StringToSignBytes', formatHexBytes(expected.stringToSign)],
  ]);
}
