import { usageError } from '../usage-error.ts';

/** The parts of a URL for a `node:http` request. */
export interface Target {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets, also for IPv6. */
  readonly hostname: string;
  readonly port: string | undefined;
  /** Path and query. Characters that are not allowed in HTTP are percent-encoded. */
  readonly path: string;
}

const maxPort = 65_535;

/**
 * Splits a URL without normalizing it; the host is the one that WHATWG parsers find. Throws `InvalidUrl` for a URL that
 * cannot be sent.
 */
export function splitTarget(url: string): Target {
  const [, scheme, hostname, port, rest = '/'] =
    /^(https?):\/\/(?:[^/?#@\\]*@)?(\[[^\]]+\]|[^:/?#@\\]+)(?::(\d+))?(?![^/?#\\])([^#]*)/i.exec(url) ?? [];
  if (scheme === undefined || hostname === undefined) {
    throw usageError('InvalidUrl', 'This is not an http or https URL.', 'Pass the complete URL, in quotes.');
  }
  if (!/^[!-~]+$/.test(hostname) || Number(port ?? 0) > maxPort || /\p{Surrogate}/u.test(rest)) {
    throw usageError(
      'InvalidUrl',
      'The URL cannot be sent: its host name, its port or a character is invalid.',
      'Write the host name in ASCII (xn--…), and check the URL with ossferry inspect.',
    );
  }
  const path = rest.replace(/[\t\r\n]/g, '').replace(/[^!-~]/gu, encodeURIComponent);
  return {
    protocol: scheme.toLowerCase() === 'https' ? 'https:' : 'http:',
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    path: path.startsWith('/') ? path : `/${path}`,
  };
}
