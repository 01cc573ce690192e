import { CredentialsError } from './credentials-error.ts';

export interface CheckServiceUrlOptions {
  readonly source: string;
  /** Hosts to which plain http is allowed, besides loopback addresses. */
  readonly allowedHttpHosts?: readonly string[] | undefined;
}

/**
 * Parses a URL that provides secrets. It must use https, or http to a literal loopback address, have no user info or
 * fragment, and not point at instance metadata or another link-local service. Checks the host as normalized by `URL`, since
 * `http://2130706433/` and `http://0x7f.1/` are 127.0.0.1. Throws `UrlRefused`.
 */
export function checkServiceUrl(text: string, options: CheckServiceUrlOptions): URL {
  const { source, allowedHttpHosts = [] } = options;
  const refuse = (why: string): CredentialsError =>
    new CredentialsError({
      source,
      code: 'UrlRefused',
      message: `${source}: the URL ${why}.`,
      advice: 'Use https, or http to 127.0.0.1 or [::1].',
    });
  if (!URL.canParse(text)) throw refuse('is invalid');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse('is neither https nor http');
  if (url.username !== '' || url.password !== '') throw refuse('has user info');
  if (url.hash !== '') throw refuse('has a fragment');
  if (isLinkLocal(url.hostname)) throw refuse('points at instance metadata or another link-local service');
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !allowedHttpHosts.includes(url.hostname)) {
    throw refuse('uses plain http to a host that is not a literal loopback address');
  }
  return url;
}

/** Whether a host, as normalized by `URL`, is a literal loopback address. */
export function isLoopback(hostname: string): boolean {
  return /^127\.\d+\.\d+\.\d+$/.test(hostname) || hostname === '[::1]';
}

/** 100.64.0.0/10 (metadata is 100.100.100.200), 169.254.0.0/16, fe80::/10, and IPv4-mapped IPv6 addresses. */
function isLinkLocal(hostname: string): boolean {
  const [first = 0, second = 0] = hostname.split('.').map(Number);
  if (/^[\d.]+$/.test(hostname)) {
    return (first === 100 && second >= 64 && second < 128) || (first === 169 && second === 254);
  }
  return /^\[(fe[89ab][\da-f]:|::ffff:)/.test(hostname);
}
