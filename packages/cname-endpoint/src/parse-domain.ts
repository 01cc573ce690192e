import { configError } from './config-error.ts';

/** A custom domain, taken apart. */
export interface ParsedDomain {
  /** Scheme, host and port where it is given: `https://static.example.com`. */
  readonly baseUrl: string;
  readonly scheme: 'http' | 'https';
  /** In lower case: `static.example.com`. */
  readonly host: string;
  readonly port: number | undefined;
}

/** Takes `[http[s]://]host[:port][/]` apart. Throws for everything else, and for hosts that nobody can bind to a bucket. */
export function parseDomain(domain: string): ParsedDomain {
  const parts = shape.exec(domain)?.groups;
  const port = parts?.['port'] === undefined ? undefined : Number(parts['port']);
  if (parts === undefined || (port !== undefined && (port < 1 || port > 65_535))) {
    throw invalidDomain(domain, 'is not a domain', 'Give it as static.example.com or https://static.example.com.');
  }
  const host = (parts['host'] ?? '').toLowerCase();
  if (/^[\d.]+$/.test(host)) {
    throw invalidDomain(domain, 'is an IP address', 'Give it to the client as `endpoint`.');
  }
  if (/(^|\.)aliyuncs\.com$/.test(host)) {
    throw invalidDomain(
      domain,
      "is one of OSS's own hosts",
      'Give it to the client as `endpoint`, without the bucket.',
    );
  }
  const scheme = parts['scheme']?.toLowerCase() === 'http' ? 'http' : 'https';
  return { baseUrl: `${scheme}://${host}${port === undefined ? '' : `:${port}`}`, scheme, host, port };
}

// At least two labels. Names beyond ASCII have to come in the form that DNS and certificates know, `xn--…`.
const shape =
  /^(?:(?<scheme>https?):\/\/)?(?<host>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?::(?<port>\d{1,5}))?\/?$/i;

function invalidDomain(domain: string, reason: string, advice: string) {
  // What is no domain may be a URL with a signature in it, or with a password, which may hold `@` and `/`.
  const shown = String(domain)
    .replace(/^(https?:\/\/)?[^?#]*@/i, '$1***@')
    .replace(/([?#]).*$/s, '$1***')
    .slice(0, 120);
  return configError('InvalidCustomDomain', `The custom domain ${JSON.stringify(shown)} ${reason}.`, advice);
}
