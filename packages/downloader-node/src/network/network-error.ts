import { OssError, redactText } from '@ossferry/contract';
import type { NetworkCause } from './failure-kind.ts';
import { isKnownFailure, kindOfFailure, nameOfFailure } from './kind-of-failure.ts';
import type { ProxyServer } from './proxy.ts';

/** The way to a host that leads through a proxy. */
export interface Detour {
  readonly proxy: ProxyServer;
  /** Whether TLS and HTTP are spoken with the host itself. */
  readonly isTunnel: boolean;
}

/** Says in one line what became of a connection to `hostname`. An `OssError` says so already. */
export function networkError(cause: NetworkCause, hostname: string, detour?: Detour | undefined): OssError {
  if (OssError.isInstance(cause)) return cause;
  const proxy = detour?.proxy;
  if (proxy !== undefined && cause.code === 'ERR_PROXY_TUNNEL') return proxyRefused(proxy, hostname, cause.statusCode);
  const { code, what, advice, retryable, spoken } = kindOfFailure(cause);
  const why = `(${redactText(nameOfFailure(cause))})`;
  const isOfHost = code === 'ConnectionLost' || code === 'InvalidCertificate' || (spoken && detour?.isTunnel);
  if (proxy !== undefined && !isOfHost) {
    return new OssError({
      code: 'ProxyUnreachable',
      phase: 'connect',
      message: `The proxy ${proxy.authority} ${what} ${why}.`,
      advice: 'Check HTTP_PROXY and HTTPS_PROXY, or the option proxy; NO_PROXY names hosts that need none.',
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
 * Finds what the network did in the error of a foreign transport: fetch and axios hide it among the causes. An `OssError`
 * says already what it is. In Jest, the errors of Node itself are instances of another `Error`.
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

/** Says that a proxy did not let a request through, and answered with this status: `NaN` where there was none in it. */
export function proxyRefused(proxy: ProxyServer, hostname: string, status: number | undefined): OssError {
  const isGarbage = Number.isNaN(status);
  return new OssError({
    code: 'ProxyRefused',
    phase: 'connect',
    message:
      `The proxy ${proxy.authority} did not let the request to ${hostname} through ` +
      `(${isGarbage ? 'its answer is no HTTP' : (status ?? 'no answer')}).`,
    advice: adviceFor(isGarbage ? 'garbage' : status),
    retryable: status === undefined || status >= 500,
    status: isGarbage ? undefined : status,
  });
}

function adviceFor(answer: number | 'garbage' | undefined): string {
  if (answer === 407 || answer === 401)
    return 'Put user and password into its URL: http://<user>:<password>@host:port, percent-encoded.';
  if (answer === 'garbage') return 'Check the host and the port of the proxy.';
  return 'Ask who runs the proxy, or name the host in NO_PROXY.';
}
