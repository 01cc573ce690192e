import { OssError, redactText } from '@ossferry/contract';
import type { ProxyServer } from './proxy.ts';

interface Kind {
  readonly code: string;
  readonly what: string;
  readonly advice: string;
  readonly retryable: boolean;
}

const lost: Kind = {
  code: 'ConnectionLost',
  what: 'broke the connection',
  advice: 'Check the network; run it again: what came is kept.',
  retryable: true,
};
const noRoute: Kind = {
  code: 'ConnectionFailed',
  what: 'cannot be reached',
  advice: 'Check the network.',
  retryable: true,
};
const tooSlow: Kind = {
  code: 'ConnectionTimeout',
  what: 'did not answer in time',
  advice: 'Check that this network leads there; an internal endpoint cannot be reached from outside.',
  retryable: true,
};
const certificate: Kind = {
  code: 'InvalidCertificate',
  what: 'has a certificate that does not hold',
  advice:
    'A custom domain needs its own certificate for https; the option ca or NODE_EXTRA_CA_CERTS adds an authority of your own.',
  retryable: false,
};

const outOfFiles: Kind = {
  code: 'TooManyFiles',
  what: 'cannot be connected to: this process has too many files and connections open',
  advice: 'Raise the limit (ulimit -n), or use fewer streams.',
  retryable: true,
};
const noTls: Kind = {
  code: 'ConnectionFailed',
  what: 'does not speak TLS there',
  advice: 'Check the port, and whether the URL is an http one.',
  retryable: false,
};

const kinds: Readonly<Record<string, Kind>> = {
  ECONNREFUSED: {
    code: 'ConnectionRefused',
    what: 'refuses connections',
    advice: 'Check host and port, and that the service runs.',
    retryable: true,
  },
  ENOTFOUND: {
    code: 'HostNotFound',
    what: 'is not known to DNS',
    advice: 'Check the bucket, region and domain in the URL.',
    retryable: false,
  },
  EAI_AGAIN: { code: 'HostNotFound', what: 'could not be looked up', advice: 'Check the network.', retryable: true },
  // What Node itself forbids when it runs with `--permission`.
  ERR_ACCESS_DENIED: {
    code: 'ConnectionFailed',
    what: 'may not be connected to by this process',
    advice: 'Give Node --allow-net.',
    retryable: false,
  },
  ECONNRESET: lost,
  EPIPE: lost,
  ETIMEDOUT: tooSlow,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  EMFILE: outOfFiles,
  ENFILE: outOfFiles,
  EPROTO: noTls,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  // What undici, which is behind the fetch of Node, and axios say.
  UND_ERR_SOCKET: lost,
  UND_ERR_BODY_TIMEOUT: lost,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: lost,
  ERR_NETWORK: lost,
  UND_ERR_CONNECT_TIMEOUT: tooSlow,
  UND_ERR_HEADERS_TIMEOUT: tooSlow,
  ECONNABORTED: tooSlow,
  CERT_HAS_EXPIRED: certificate,
  CERT_NOT_YET_VALID: {
    ...certificate,
    what: 'has a certificate that is not valid yet',
    advice: 'Check the clock of this machine.',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  ERR_TLS_CERT_ALTNAME_INVALID: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
};

/** What a failed connection is known by. */
export type NetworkCause = Error & { readonly code?: string | undefined; readonly statusCode?: number | undefined };

/** Says in one line what became of a connection to `hostname`, which went through `proxy` when there was one. */
export function networkError(cause: NetworkCause, hostname: string, proxy?: ProxyServer | undefined): OssError {
  if (proxy !== undefined && cause.code === 'ERR_PROXY_TUNNEL') return proxyRefused(proxy, hostname, cause.statusCode);
  const { code, what, advice, retryable } = kinds[cause.code ?? ''] ?? lost;
  const why = `(${cause.code ?? redactText(cause.message)})`;
  if (proxy !== undefined && code !== 'ConnectionLost' && code !== 'InvalidCertificate') {
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
    if (cause.code !== undefined && Object.hasOwn(kinds, cause.code)) found = cause;
    current = cause.cause;
  }
  return found;
}

/** Says that a proxy did not let a request through, and answered with this status. */
export function proxyRefused(proxy: ProxyServer, hostname: string, status: number | undefined): OssError {
  const wantsAccount = status === 407 || status === 401;
  return new OssError({
    code: 'ProxyRefused',
    phase: 'connect',
    message: `The proxy ${proxy.authority} did not let the request to ${hostname} through (${status ?? 'no answer'}).`,
    advice: wantsAccount
      ? 'Put user and password into its URL: http://user:password@host:port, percent-encoded.'
      : 'Ask who runs the proxy, or name the host in NO_PROXY.',
    retryable: status === undefined || status >= 500,
    status,
  });
}
