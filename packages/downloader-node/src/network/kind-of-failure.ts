import type { FailureKind, NetworkCause } from './failure-kind.ts';
import { certificateFailures, kindOfTlsFailure, tlsReason } from './tls-failure.ts';

/** Gives the kind of a failure; one that nobody knows is a lost connection. */
export function kindOfFailure(cause: NetworkCause): FailureKind {
  return findKind(cause) ?? lost;
}

export function isKnownFailure(cause: NetworkCause): boolean {
  return findKind(cause) !== undefined;
}

/** The shortest name that says what happened. */
export function nameOfFailure(cause: NetworkCause): string {
  const { code, message } = cause;
  // OpenSSL has reasons to refuse a certificate that Node has no code for.
  return tlsReason(cause) ?? (code === undefined || code === 'UNSPECIFIED' ? message : code);
}

function findKind(cause: NetworkCause): FailureKind | undefined {
  const { code } = cause;
  if (code === undefined) return undefined;
  if (Object.hasOwn(kinds, code)) return kinds[code];
  if (code.startsWith('HPE_')) return brokenHttp;
  return kindOfTlsFailure(cause, lost);
}

const lost: FailureKind = {
  code: 'ConnectionLost',
  what: 'broke the connection',
  advice: 'Check the network; run it again: what came is kept.',
  retryable: true,
};
const noRoute: FailureKind = {
  code: 'ConnectionFailed',
  what: 'cannot be reached',
  advice: 'Check the network.',
  retryable: true,
};
const tooSlow: FailureKind = {
  code: 'ConnectionTimeout',
  what: 'did not answer in time',
  advice: 'Check that this network leads there; an internal endpoint cannot be reached from outside.',
  retryable: true,
};
const outOfFiles: FailureKind = {
  code: 'TooManyFiles',
  what: 'cannot be connected to: this process has too many files and connections open',
  advice: 'Raise the limit (ulimit -n), or use fewer streams.',
  retryable: true,
};
const outOfPorts: FailureKind = {
  code: 'ConnectionFailed',
  what: 'cannot be connected to: this machine has no address, port or memory free for it',
  advice: 'Check the network of this machine, or use fewer streams.',
  retryable: true,
};
const forbidden: FailureKind = {
  code: 'ConnectionFailed',
  what: 'may not be connected to from this machine',
  advice: 'Look for a firewall or a sandbox on this machine.',
  retryable: false,
};
const noHttp: FailureKind = {
  code: 'ConnectionFailed',
  what: 'does not speak HTTP there',
  advice: 'Check the port, and whether the URL is an https one.',
  retryable: false,
  spoken: true,
};
const brokenHttp: FailureKind = {
  code: 'ConnectionFailed',
  what: 'gave an answer that breaks the rules of HTTP',
  advice: 'Something between here and OSS changes answers: look for a proxy or CDN.',
  retryable: false,
  spoken: true,
};

const kinds: Readonly<Record<string, FailureKind>> = {
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
  EAFNOSUPPORT: {
    code: 'ConnectionFailed',
    what: 'has an address of a kind that this machine cannot use',
    advice: 'Check whether this machine has IPv6.',
    retryable: false,
  },
  ECONNRESET: lost,
  EPIPE: lost,
  ETIMEDOUT: tooSlow,
  EHOSTUNREACH: noRoute,
  EHOSTDOWN: noRoute,
  ENETUNREACH: noRoute,
  ENETDOWN: noRoute,
  EADDRNOTAVAIL: outOfPorts,
  ENOBUFS: outOfPorts,
  EPERM: forbidden,
  EACCES: forbidden,
  EMFILE: outOfFiles,
  ENFILE: outOfFiles,
  HPE_INVALID_CONSTANT: noHttp,
  HPE_INVALID_VERSION: noHttp,
  // What undici, which is behind the fetch of Node, and axios say.
  UND_ERR_SOCKET: lost,
  UND_ERR_BODY_TIMEOUT: lost,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: lost,
  ERR_NETWORK: lost,
  UND_ERR_CONNECT_TIMEOUT: tooSlow,
  UND_ERR_HEADERS_TIMEOUT: tooSlow,
  ECONNABORTED: tooSlow,
  ...certificateFailures,
};
