/** The parts of a URL that a request needs. */
export interface UrlParts {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets, even for IPv6. */
  readonly hostname: string;
  readonly port: number;
  /** Host and port, in the format of the `Host` header. */
  readonly authority: string;
  /** Path and query, unchanged. */
  readonly path: string;
}

let last: { readonly url: string; readonly parts: UrlParts } | undefined;

/**
 * Splits an http or https URL, once for consecutive calls with the same one. Does not use `URL`, which collapses `.` and
 * `..` segments: object names may contain them. Like there, the user info ends at the last `@`.
 */
export function splitUrl(url: string): UrlParts {
  if (last?.url !== url) last = { url, parts: split(url) };
  return last.parts;
}

function split(url: string): UrlParts {
  const [, scheme = '', authority = '', path = ''] = /^(https?):\/\/(?:[^/?#]*@)?([^/?#]*)([^#]*)/i.exec(url) ?? [];
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
