import { signatureDoesNotMatch } from '../../errors/authentication-errors.ts';
import { constantTimeEqual } from '../constant-time-equal.ts';
import { formatHexBytes } from '../format-hex-bytes.ts';
import { computeSignatureV4, type SignatureV4Input } from './signature-v4.ts';

/**
 * Compares the signature of a request with the expected one.
 *
 * @throws ServiceError SignatureDoesNotMatch, with the server's canonical request and string to sign
 */
export function checkSignatureV4(input: SignatureV4Input, provided: string, accessKeyId: string): void {
  const expected = computeSignatureV4(input);
  if (constantTimeEqual(provided, expected.signature)) return;
  throw signatureDoesNotMatch('0002-00000201', [
    ['OSSAccessKeyId', accessKeyId],
    ['SignatureProvided', provided],
    ['StringToSign', expected.stringToSign],
    ['StringToSignBytes', formatHexBytes(expected.stringToSign)],
    ['CanonicalRequest', expected.canonicalRequest],
    ['CanonicalRequestBytes', formatHexBytes(expected.canonicalRequest)],
  ]);
}
