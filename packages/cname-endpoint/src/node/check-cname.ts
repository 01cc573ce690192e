import { Resolver } from 'node:dns/promises';
import { parseDomain } from '../parse-domain.ts';
import { askOss } from './ask-oss.ts';
import type { CnameReport } from './cname-report.ts';
import { judgeAnswer } from './judge-answer.ts';
import { judgeCertificate } from './judge-certificate.ts';
import { judgeDns } from './judge-dns.ts';
import { readCertificate, type Server } from './read-certificate.ts';
import { type CnameResolver, readDns } from './read-dns.ts';

export interface CheckCnameOptions {
  /** The bucket that the domain should lead to. */
  readonly bucket?: string | undefined;
  /** Its region, `cn-hangzhou` for example. */
  readonly region?: string | undefined;
  /** Whom to ask for DNS; connections go to the first address that it gives. @default the resolver of this machine */
  readonly resolver?: CnameResolver | undefined;
  /** Port for HTTP. @default the port of an http:// domain, or 80 */
  readonly port?: number | undefined;
  /** Port for TLS. @default the port of an https:// domain, or 443 */
  readonly tlsPort?: number | undefined;
  /** Clock for the end of the certificate. @default the wall clock */
  readonly now?: (() => Date) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long the whole check may take; what has not answered by then counts as unreachable. @default 10000 */
  readonly timeoutMs?: number | undefined;
}

/**
 * Looks at everything that has to be right for a custom domain to serve a bucket: the CNAME record and what it names, the
 * certificate, and whether OSS answers (one request without credentials). A domain that does not work is a report, not
 * an error: it throws an `OssError` only for what is no domain, and the signal's reason when it is aborted.
 */
export async function checkCname(domain: string, options: CheckCnameOptions = {}): Promise<CnameReport> {
  const { host, scheme, port } = parseDomain(domain);
  const { bucket, region, now = () => new Date(), timeoutMs = 10_000 } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  options.signal?.throwIfAborted();

  const dns = await readDns(host, options.resolver ?? systemResolver(signal), signal);
  options.signal?.throwIfAborted();
  const httpPort = options.port ?? (scheme === 'http' ? port : undefined) ?? 80;
  const tlsPort = options.tlsPort ?? (scheme === 'https' ? port : undefined) ?? 443;
  const [address] = dns.addresses;
  const server = (serverPort: number): Server | undefined =>
    address === undefined ? undefined : { domain: host, address, port: serverPort, signal };
  const [certificate, answer] = await Promise.all([
    reach(server(tlsPort), readCertificate),
    reach(server(httpPort), askOss),
  ]);
  options.signal?.throwIfAborted();

  return {
    domain: host,
    findings: [
      ...judgeDns(host, dns, { bucket, region: region?.replace(/^oss-/, '') }),
      ...judgeCertificate(certificate, { domain: host, now: now(), needed: scheme === 'https' }),
      judgeAnswer(host, answer),
    ],
    facts: { dns, certificate, answer },
  };
}

function systemResolver(signal: AbortSignal): CnameResolver {
  const resolver = new Resolver();
  signal.addEventListener('abort', () => resolver.cancel(), { once: true });
  return resolver;
}

async function reach<Facts>(
  server: Server | undefined,
  read: (server: Server) => Promise<Facts>,
): Promise<Facts | { failure: string }> {
  return server === undefined ? { failure: 'no address' } : read(server);
}
