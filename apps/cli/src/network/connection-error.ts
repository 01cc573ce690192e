import { OssError, redactText } from '@ossferry/contract';
import { classifyFailure, nameOfFailure, proxyRefused } from '@ossferry/downloader-node/internal';
import type { Target } from './split-target.ts';

/** A connection error with Node's additional fields. */
export type ConnectionFailure = NodeJS.ErrnoException & {
  /** The status of the proxy's response. */
  readonly statusCode?: number | undefined;
  /** The host that was looked up. */
  readonly hostname?: string | undefined;
  /** The port of the connection. */
  readonly port?: number | undefined;
};

type Destination = Pick<Target, 'protocol' | 'hostname' | 'port'>;

/** Creates the error for a failed connection to a host, or to the proxy before it. */
export function connectionError(error: ConnectionFailure, destination: Destination): OssError {
  const found = proxyError(error, destination);
  if (found !== undefined) return found;
  const { code, what, advice, retryable } = classifyFailure(error);
  return new OssError({
    code,
    phase: 'connect',
    message: `${destination.hostname} ${what} (${redactText(nameOfFailure(error))}).`,
    advice,
    retryable,
  });
}

/** Creates the error for a failed proxy; returns `undefined` if the failure is not the proxy's. */
export function proxyError(error: ConnectionFailure, { protocol, hostname, port }: Destination): OssError | undefined {
  if (error.code === 'ERR_PROXY_TUNNEL') return proxyRefused(undefined, hostname, error.statusCode);
  const targetPort = Number(port ?? (protocol === 'https:' ? 443 : 80));
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
