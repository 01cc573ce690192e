/** A URL taken apart for a request. */
export interface UrlParts {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets, also for IPv6. */
  readonly hostname: string;
  readonly port: number;
  /** Host and port as the `Host` header wants them. */
  readonly authority: string;
  /** Path and query, exactly as they stand in the URL. */
  readonly path: string;
}

/**
 * Takes an http or https URL apart. Not a WHATWG `URL`: it collapses `.` and `..` segments, and object names may have
 * them.
 */
export function splitUrl(url: string): UrlParts {
  const [, scheme = '', authority = '', path = ''] = /^(https?):\/\/(?:[^/?#@]*@)?([^/?#]*)([^#]*)/i.exec(url) ?? [];
  const [, bracketed, name, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(authority) ?? [];
  const protocol = scheme.toLowerCase() === 'https' ? 'https:' : 'http:';
  return {
    protocol,
    hostname: bracketed ?? name ?? authority,
    port: port === undefined ? (protocol === 'https:' ? 443 : 80) : Number(port),
    authority,
    path: path.startsWith('/') ? path : `/${path}`,
  };
}
