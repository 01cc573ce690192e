import type { OssHost } from './oss-host.ts';

/** The result of {@link checkCname} for a custom domain. */
export interface CnameReport {
  /** The domain in lower case, without scheme and port. */
  readonly domain: string;
  /** In this order: DNS, bucket, region, certificate, its expiration, OSS's response. */
  readonly findings: readonly CnameFinding[];
  readonly facts: CnameFacts;
}

/** The result of one check, for people. */
export interface CnameFinding {
  readonly name: 'dns' | 'bucket' | 'region' | 'certificate' | 'certificate-end' | 'oss';
  /** `fail`: downloads do not work; `warn`: they may not, or not for long. */
  readonly status: 'pass' | 'warn' | 'fail';
  /** The result, in one sentence. */
  readonly found: string;
  /** A suggested fix, in one sentence; empty if none is needed. */
  readonly advice: string;
}

/** The same results, for programs. */
export interface CnameFacts {
  readonly dns: DnsFacts;
  /** {@link Unreachable} if no address returns a certificate. */
  readonly certificate: CertificateFacts | Unreachable;
  readonly answer: AnswerFacts | Unreachable;
}

export interface DnsFacts {
  /** The chain of CNAME targets, without trailing dots; empty if the domain has no CNAME. */
  readonly chain: readonly string[];
  /** The parts of the last target, if it is an OSS host. */
  readonly target: OssHost | undefined;
  /** IPv4 addresses, then IPv6 addresses. */
  readonly addresses: readonly string[];
  /** Node's error code if there are no addresses: `ENOTFOUND`, `ETIMEOUT`, … */
  readonly failure: string | undefined;
}

export interface CertificateFacts {
  /** Domain names in the certificate, for example `*.example.com`. */
  readonly names: readonly string[];
  readonly coversDomain: boolean;
  /** Why the certificate chain is not trusted: Node's error code, for example `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  readonly distrust: string | undefined;
  readonly validFrom: Date;
  readonly validTo: Date;
}

export interface AnswerFacts {
  readonly status: number;
  /** OSS's request ID; other servers do not send it. */
  readonly requestId: string | undefined;
  /** OSS's error code; a private bucket returns `AccessDenied` for a request without credentials. */
  readonly ossCode: string | undefined;
  readonly ec: string | undefined;
}

/** The host could not be reached. */
export interface Unreachable {
  /** Node's error code, for example `ECONNREFUSED`. */
  readonly failure: string;
}
