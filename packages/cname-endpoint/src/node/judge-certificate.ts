import type { CertificateFacts, CnameFinding, Unreachable } from './cname-report.ts';

/** The criteria for a certificate. */
export interface CertificateContext {
  readonly domain: string;
  readonly now: Date;
  /** Whether URLs begin with `https://` and so require a certificate. */
  readonly needed: boolean;
}

/** Evaluates the certificate of a domain and its expiration. */
export function judgeCertificate(
  certificate: CertificateFacts | Unreachable,
  context: CertificateContext,
): CnameFinding[] {
  const status = context.needed ? 'fail' : 'warn';
  if ('failure' in certificate) {
    const found = `${context.domain} sends no certificate (${certificate.failure}).`;
    return [{ name: 'certificate', status, found, advice: `${hostingAdvice} Or use http://.` }];
  }
  return [judgeName(certificate, context, status), judgeEnd(certificate, context, status)];
}

const hostingAdvice = 'Upload a certificate for the domain in the OSS console, "Domain Names".';
const dayMs = 86_400_000;
const warnDays = 14;

function judgeName(
  { names, coversDomain, distrust }: CertificateFacts,
  { domain }: CertificateContext,
  bad: 'warn' | 'fail',
): CnameFinding {
  const name = 'certificate';
  const shown = names.length === 0 ? 'no name' : names.join(', ');
  if (!coversDomain) {
    const found = `The certificate is for ${shown}, not for ${domain}.`;
    return { name, status: bad, found, advice: hostingAdvice };
  }
  if (distrust !== undefined) {
    const found = `The certificate for ${shown} is not trusted (${distrust}).`;
    return { name, status: bad, found, advice: 'Upload one from a public authority, with its intermediates.' };
  }
  return { name, status: 'pass', found: `The certificate is for ${shown}.`, advice: '' };
}

function judgeEnd(
  { validFrom, validTo }: CertificateFacts,
  { now }: CertificateContext,
  bad: 'warn' | 'fail',
): CnameFinding {
  const name = 'certificate-end';
  const end = validTo.toISOString();
  const advice = 'Renew it and upload the new one in the OSS console, "Domain Names".';
  if (now < validFrom) {
    const found = `The certificate is not valid before ${validFrom.toISOString()}.`;
    return { name, status: bad, found, advice: 'Wait, or check the clock of this machine.' };
  }
  const days = Math.floor((validTo.getTime() - now.getTime()) / dayMs);
  if (days < 0) return { name, status: bad, found: `The certificate expired on ${end}.`, advice };
  const found = `The certificate expires on ${end}, in ${days} days.`;
  return days < warnDays ? { name, status: 'warn', found, advice } : { name, status: 'pass', found, advice: '' };
}
