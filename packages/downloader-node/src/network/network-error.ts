import { OssError, redactText } from '@ossferry/contract';
import { classifyFailure, isKnownFailure, nameOfFailure } from './classify-failure.ts';
import type { NetworkCause } from './failure-kind.ts';
import type { ProxyServer } from './proxy.ts';

/** The proxy of a connection. */
export interface ProxyRoute {
  readonly proxy: ProxyServer;
  /** Whether TLS and HTTP are exchanged with the host itself. */
  readonly isTunnel: boolean;
}

/** Explains a failed connection to `hostname`. Returns an `OssError` unchanged. */
export function networkError(cause: NetworkCause, hostname: string, route?: ProxyRoute | undefined): OssError {
  if (OssError.isInstance(cause)) return cause;
  const proxy = route?.proxy;
  if (proxy !== undefined && cause.code === 'ERR_PROXY_TUNNEL') return proxyRefused(proxy, hostname, cause.statusCode);
  const { code, what, advice, retryable, isProtocol } = classifyFailure(cause);
  const why = `(${redactText(nameOfFailure(cause))})`;
  const isOfHost = code === 'ConnectionLost' || code === 'InvalidCertificate' || (isProtocol && route?.isTunnel);
  if (proxy !== undefined && !isOfHost) {
    return new OssError({
      code: 'ProxyUnreachable',
      phase: 'connect',
      message: `The proxy ${proxy.authority} ${what} ${why}.`,
      advice: 'Check HTTP_PROXY and HTTPS_PROXY, or the option proxy; NO_PROXY lists hosts that need none.',
      retryable,
    });
  }
  return new OssError({
    code,
    phase: code === 'ConnectionLost' ? 'body' : 'connect',
    message: `${hostname} ${what} ${why}${proxy === undefined ? '' : `, through the proxy ${proxy.authority}`}.`,
    advice,
    retryable,
  });
}

/**
 * Finds the network error in the error of a custom transport: fetch and axios put it in the chain of causes. An
 * `OssError` is not searched. Does not use `instanceof`: in Jest, Node's errors are instances of another `Error`.
 */
export function findNetworkCause(error: unknown): NetworkCause | undefined {
  if (OssError.isInstance(error)) return undefined;
  let found: NetworkCause | undefined;
  let current = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    const cause = current as NetworkCause;
    if (isKnownFailure(cause)) found = cause;
    current = cause.cause;
  }
  return found;
}

/** The error for a proxy that refused a request with this status; `NaN` if its response was not HTTP. */
export function proxyRefused(
  proxy: Pick<ProxyServer, 'authority'> | undefined,
  hostname: string,
  status: number | undefined,
): OssError {
  const isNotHttp = Number.isNaN(status);
  return new OssError({
    code: 'ProxyRefused',
    phase: 'connect',
    message:
      `The proxy${proxy === undefined ? '' : ` ${proxy.authority}`} refused the request to ${hostname} ` +
      `(${isNotHttp ? 'its response is not HTTP' : (status ?? 'no response')}).`,
    advice: adviceFor(status),
    retryable: status === undefined || status >= 500,
    status: isNotHttp ? undefined : status,
  });
}

function adviceFor(status: number | undefined): string {
  if (status === 407 || status === 401)
    return 'Put user and password into its URL: http://<user>:<password>@host:port, percent-encoded.';
  if (Number.isNaN(status)) return 'Check the host and the port of the proxy.';
  return 'Ask the administrator of the proxy, or add the host to NO_PROXY.';
}
