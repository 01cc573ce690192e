import { Resolver } from 'node:dns/promises';
import { timerMs } from '@ossferry/contract';
import { parseDomain } from '../parse-domain.ts';
import { askOss } from './ask-oss.ts';
import type { CnameReport } from './cname-report.ts';
import { judgeAnswer } from './judge-answer.ts';
import { judgeCertificate } from './judge-certificate.ts';
import { judgeDns } from './judge-dns.ts';
import { readCertificate, type Server } from './read-certificate.ts';
import { type CnameResolver, readDns } from './read-dns.ts';

export interface CheckCnameOptions {
  /** The bucket that the domain should point to. */
  readonly bucket?: string | undefined;
  /** Its region, for example `cn-hangzhou`. */
  readonly region?: string | undefined;
  /** The DNS resolver; connections use the first address that it returns. @default the resolver of this machine */
  readonly resolver?: CnameResolver | undefined;
  /** Port for HTTP. @default the port of an http:// domain, or 80 */
  readonly port?: number | undefined;
  /** Port for TLS. @default the port of an https:// domain, or 443 */
  readonly tlsPort?: number | undefined;
  /** Milliseconds since 1970, for the expiration of the certificate. @default Date.now */
  readonly now?: (() => number) | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * Time limit for the whole check in milliseconds; hosts that have not responded by then count as unreachable.
   * @default 10 000
   */
  readonly timeoutMs?: number | undefined;
}

/**
 * Checks whether a custom domain serves a bucket: the CNAME record and its target, the certificate, and whether OSS
 * responds (one request without credentials). A domain that does not work gives a report, not an error. Throws an
 * `OssError` only for an invalid domain, and the signal's reason when it is aborted.
 */
export async function checkCname(domain: string, options: CheckCnameOptions = {}): Promise<CnameReport> {
  const { host, scheme, port } = parseDomain(domain);
  const { bucket, region, now = Date.now, timeoutMs = 10_000 } = options;
  const timeout = AbortSignal.timeout(timerMs(timeoutMs));
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
      ...judgeCertificate(certificate, { domain: host, now: new Date(now()), needed: scheme === 'https' }),
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
