import { usageError } from '../usage-error.ts';

/** A URL taken apart for a request of `node:http`. */
export interface Target {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets, also for IPv6. */
  readonly hostname: string;
  readonly port: string | undefined;
  /** Path and query. What HTTP cannot carry is percent-encoded, as every client does. */
  readonly path: string;
}

const maxPort = 65_535;

/**
 * Takes a URL apart, exactly as it is written, and finds the host where every other program finds it. Throws
 * `InvalidUrl` for one that cannot be sent.
 */
export function splitTarget(url: string): Target {
  const [, scheme, hostname, port, rest = '/'] =
    /^(https?):\/\/(?:[^/?#@\\]*@)?(\[[^\]]+\]|[^:/?#\\]+)(?::(\d+))?(?![^/?#\\])([^#]*)/i.exec(url) ?? [];
  if (scheme === undefined || hostname === undefined) {
    throw usageError('InvalidUrl', 'This is no http or https URL.', 'Give the whole URL, in quotes.');
  }
  if (!/^[!-~]+$/.test(hostname) || Number(port ?? 0) > maxPort || /\p{Surrogate}/u.test(rest)) {
    throw usageError(
      'InvalidUrl',
      'The URL cannot be sent: its host name, its port or a character of it is none.',
      'Write the host name in ASCII (xn--…), and see what happened to the URL: ossferry inspect.',
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
