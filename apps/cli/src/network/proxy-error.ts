import { OssError } from '@ossferry/contract';

/** An error of a connection, with what Node adds to it. */
export type ConnectionFailure = NodeJS.ErrnoException & {
  /** Of the proxy that answered. */
  readonly statusCode?: number | undefined;
  /** Which host was looked up. */
  readonly hostname?: string | undefined;
  /** Which port was connected to. */
  readonly port?: number | undefined;
};

/** Where a request was to go. */
export interface Destination {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: string | undefined;
}

/** Says what the proxy did; `undefined` for a failure that is not of a proxy. */
export function proxyError(error: ConnectionFailure, { protocol, hostname, port }: Destination): OssError | undefined {
  if (error.code === 'ERR_PROXY_TUNNEL') return proxyRefused(hostname, error.statusCode);
  const targetPort = Number(port || (protocol === 'https:' ? 443 : 80));
  // It was not the target that was connected to: only a proxy stands between.
  const isElsewhere = (error.hostname ?? hostname) !== hostname || (error.port ?? targetPort) !== targetPort;
  if (!isElsewhere) return undefined;
  return new OssError({
    code: 'ProxyUnreachable',
    phase: 'connect',
    message: `The proxy cannot be reached (${error.code ?? 'unknown'}).`,
    advice: 'Check HTTP_PROXY and HTTPS_PROXY; NO_PROXY names hosts that need none.',
    retryable: true,
  });
}

/** Says that a proxy answered with this status, and not the host. */
export function proxyRefused(hostname: string, status: number | undefined): OssError {
  // Node gives the status of garbage as NaN.
  const isGarbage = Number.isNaN(status);
  return new OssError({
    code: 'ProxyRefused',
    phase: 'connect',
    message:
      `The proxy did not let the request to ${hostname} through ` +
      `(${isGarbage ? 'its answer is no HTTP' : (status ?? 'no answer')}).`,
    advice: adviceFor(isGarbage ? 'garbage' : status),
    status: isGarbage ? undefined : status,
  });
}

function adviceFor(answer: number | 'garbage' | undefined): string {
  if (answer === 407) return 'Put user and password into its URL: http://<user>:<password>@host:port, percent-encoded.';
  if (answer === 'garbage') return 'Check the host and the port of the proxy.';
  return 'Ask who runs the proxy, or name the host in NO_PROXY.';
}
