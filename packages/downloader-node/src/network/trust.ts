import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { OssError } from '@ossferry/contract';

/** Splits PEM texts into single certificates. Fails with `InvalidAuthority`. */
export function readAuthorities(ca: string | readonly string[] = []): readonly string[] {
  return [ca].flat().flatMap((text) => {
    const certificates = String(text).match(pem) ?? [];
    if (certificates.length === 0) throw invalidAuthority('contains no PEM certificate');
    for (const certificate of certificates) checkCertificate(certificate);
    return certificates;
  });
}

/** Returns a context that trusts these authorities and Node's defaults; `undefined` if there are none. */
export function openTrust(authorities: readonly string[]): SecureContext | undefined {
  if (authorities.length === 0) return undefined;
  return createSecureContext({ ca: [...getCACertificates('default'), ...authorities] });
}

const pem = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

// Node silently skips certificates that it cannot read.
function checkCertificate(certificate: string): void {
  try {
    new X509Certificate(certificate);
  } catch (cause) {
    throw invalidAuthority('contains an invalid certificate', cause);
  }
}

function invalidAuthority(what: string, cause?: unknown): OssError {
  return new OssError({
    code: 'InvalidAuthority',
    phase: 'config',
    message: `The option ca ${what}.`,
    advice: 'Give the content of a .pem file, from BEGIN CERTIFICATE to END CERTIFICATE.',
    cause,
  });
}
