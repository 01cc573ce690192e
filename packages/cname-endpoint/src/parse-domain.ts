import { configError } from './config-error.ts';

/** The parts of a custom domain. */
export interface ParsedDomain {
  /** Scheme, host and, if given, port: `https://static.example.com`. */
  readonly baseUrl: string;
  readonly scheme: 'http' | 'https';
  /** In lower case: `static.example.com`. */
  readonly host: string;
  readonly port: number | undefined;
}

/** Parses `[http[s]://]host[:port][/]`. Throws for everything else, and for hosts that cannot be bound to a bucket. */
export function parseDomain(domain: string): ParsedDomain {
  const parts = shape.exec(domain)?.groups;
  const port = parts?.['port'] === undefined ? undefined : Number(parts['port']);
  if (parts === undefined || (port !== undefined && (port < 1 || port > 65_535))) {
    throw invalidDomain(domain, 'is not a domain', 'Write it like static.example.com or https://static.example.com.');
  }
  const host = (parts['host'] ?? '').toLowerCase();
  if (/^[\d.]+$/.test(host)) {
    throw invalidDomain(domain, 'is an IP address', 'Use it as `endpoint` of the client.');
  }
  if (/(^|\.)aliyuncs\.com$/.test(host)) {
    throw invalidDomain(domain, "is one of OSS's own hosts", 'Use it as `endpoint` of the client, without the bucket.');
  }
  const scheme = parts['scheme']?.toLowerCase() === 'http' ? 'http' : 'https';
  return { baseUrl: `${scheme}://${host}${port === undefined ? '' : `:${port}`}`, scheme, host, port };
}

// At least two labels. Names beyond ASCII need the form of DNS and certificates, `xn--…`.
const shape =
  /^(?:(?<scheme>https?):\/\/)?(?<host>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?::(?<port>\d{1,5}))?\/?$/i;

function invalidDomain(domain: string, reason: string, advice: string) {
  // The text may be a URL with a signature or a password, which may contain `@` and `/`.
  const shown = String(domain)
    .replace(/^(https?:\/\/)?[^?#]*@/i, '$1***@')
    .replace(/([?#]).*$/s, '$1***')
    .slice(0, 120);
  return configError('InvalidCustomDomain', `The custom domain ${JSON.stringify(shown)} ${reason}.`, advice);
}
