import { OssError } from '@ossferry/contract';

/** A connection error with Node's additional fields. */
export type ConnectionFailure = NodeJS.ErrnoException & {
  /** The status of the proxy's response. */
  readonly statusCode?: number | undefined;
  /** The host that was looked up. */
  readonly hostname?: string | undefined;
  /** The port of the connection. */
  readonly port?: number | undefined;
};

/** The target of a request. */
export interface Destination {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: string | undefined;
}

/** Creates the error for a failed proxy; returns `undefined` if the failure is not the proxy's. */
export function proxyError(error: ConnectionFailure, { protocol, hostname, port }: Destination): OssError | undefined {
  if (error.code === 'ERR_PROXY_TUNNEL') return proxyRefused(hostname, error.statusCode);
  const targetPort = Number(port || (protocol === 'https:' ? 443 : 80));
  // A connection to another host or port is one to a proxy.
  const isElsewhere = (error.hostname ?? hostname) !== hostname || (error.port ?? targetPort) !== targetPort;
  if (!isElsewhere) return undefined;
  return new OssError({
    code: 'ProxyUnreachable',
    phase: 'connect',
    message: `The proxy cannot be reached (${error.code ?? 'unknown'}).`,
    advice: 'Check HTTP_PROXY and HTTPS_PROXY. NO_PROXY lists hosts to connect to directly.',
    retryable: true,
  });
}

/** Creates the error for a proxy that refused a request with this status. */
export function proxyRefused(hostname: string, status: number | undefined): OssError {
  // For an invalid response, Node sets the status to NaN.
  const isNotHttp = Number.isNaN(status);
  return new OssError({
    code: 'ProxyRefused',
    phase: 'connect',
    message:
      `The proxy refused the request to ${hostname} ` +
      `(${isNotHttp ? 'its response is not HTTP' : (status ?? 'no response')}).`,
    advice: adviceFor(status),
    status: isNotHttp ? undefined : status,
  });
}

function adviceFor(status: number | undefined): string {
  if (status === 407) return 'Put user and password into its URL: http://<user>:<password>@host:port, percent-encoded.';
  if (Number.isNaN(status)) return 'Check the host and the port of the proxy.';
  return 'Ask the administrator of the proxy, or add the host to NO_PROXY.';
}
