import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { OssError } from '@ossferry/contract';

/** Takes PEM texts apart into single certificates. Fails with `InvalidAuthority`. */
export function readAuthorities(ca: string | readonly string[] = []): readonly string[] {
  return [ca].flat().flatMap((text) => {
    const certificates = String(text).match(pem) ?? [];
    if (certificates.length === 0) throw invalidAuthority('holds no certificate in PEM form');
    for (const certificate of certificates) checkCertificate(certificate);
    return certificates;
  });
}

/** Trusts these authorities, besides all that Node trusts by itself; `undefined` when there are none. */
export function openTrust(authorities: readonly string[]): SecureContext | undefined {
  if (authorities.length === 0) return undefined;
  return createSecureContext({ ca: [...getCACertificates('default'), ...authorities] });
}

const pem = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

// Node skips what it cannot read without a word, and then trusts nobody.
function checkCertificate(certificate: string): void {
  try {
    new X509Certificate(certificate);
  } catch (cause) {
    throw invalidAuthority('holds a certificate that cannot be read', cause);
  }
}

function invalidAuthority(what: string, cause?: unknown): OssError {
  return new OssError({
    code: 'InvalidAuthority',
    phase: 'config',
    message: `The text of the certificate authorities ${what}.`,
    advice: 'Give it as it stands in a .pem file, from BEGIN CERTIFICATE to END CERTIFICATE.',
    cause,
  });
}
