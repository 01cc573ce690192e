import type { OssHost } from './oss-host.ts';

/** What {@link checkCname} found out about a custom domain. */
export interface CnameReport {
  /** The domain in lower case, without scheme and port. */
  readonly domain: string;
  /** In the order of the way that a request takes: DNS, bucket, region, certificate, its end, OSS's answer. */
  readonly findings: readonly CnameFinding[];
  readonly facts: CnameFacts;
}

/** One thing that was looked at, for people to read. */
export interface CnameFinding {
  readonly name: 'dns' | 'bucket' | 'region' | 'certificate' | 'certificate-end' | 'oss';
  /** `fail`: downloads do not work; `warn`: they may not, or not for long. */
  readonly status: 'pass' | 'warn' | 'fail';
  /** What there is, one sentence. */
  readonly found: string;
  /** What to do, one sentence; empty when nothing is to be done. */
  readonly advice: string;
}

/** The same, for programs to read. */
export interface CnameFacts {
  readonly dns: DnsFacts;
  /** Absent when no address answers with a certificate: `reason` says why. */
  readonly certificate: CertificateFacts | Unreachable;
  readonly answer: AnswerFacts | Unreachable;
}

export interface DnsFacts {
  /** Names that the domain leads to, one CNAME after the other, without a trailing dot; empty when it has no CNAME. */
  readonly chain: readonly string[];
  /** What the last of them says, when it is a host of OSS. */
  readonly target: OssHost | undefined;
  /** IPv4 and then IPv6 addresses. */
  readonly addresses: readonly string[];
  /** Node's code of the failure when there are no addresses: `ENOTFOUND`, `ETIMEOUT`, … */
  readonly failure: string | undefined;
}

export interface CertificateFacts {
  /** Domain names in the certificate, `*.example.com` for example. */
  readonly names: readonly string[];
  readonly coversDomain: boolean;
  /** Why the chain of the certificate is not trusted: Node's code, `DEPTH_ZERO_SELF_SIGNED_CERT` for example. */
  readonly distrust: string | undefined;
  readonly validFrom: Date;
  readonly validTo: Date;
}

export interface AnswerFacts {
  readonly status: number;
  /** Only OSS sends one. */
  readonly requestId: string | undefined;
  /** OSS's error code; `AccessDenied` is what a private bucket says to strangers. */
  readonly ossCode: string | undefined;
  readonly ec: string | undefined;
}

/** Nothing to look at. */
export interface Unreachable {
  /** Node's code of the failure, `ECONNREFUSED` for example. */
  readonly failure: string;
}
