import type { FailureKind, NetworkCause } from './failure-kind.ts';
import { certificateFailures, classifyTlsFailure, tlsReason } from './tls-failure.ts';

/** Returns the kind of a failure. An unknown failure counts as a lost connection. */
export function classifyFailure(cause: NetworkCause): FailureKind {
  return findKind(cause) ?? lost;
}

export function isKnownFailure(cause: NetworkCause): boolean {
  return findKind(cause) !== undefined;
}

/** A short name of the failure for messages: OpenSSL's reason, Node's code, or the message. */
export function nameOfFailure(cause: NetworkCause): string {
  const { code, message } = cause;
  // OpenSSL refuses some certificates for reasons that have no code in Node.
  return tlsReason(cause) ?? (code === undefined || code === 'UNSPECIFIED' ? message : code);
}

function findKind(cause: NetworkCause): FailureKind | undefined {
  const { code } = cause;
  if (code === undefined) return undefined;
  if (Object.hasOwn(kinds, code)) return kinds[code];
  if (code.startsWith('HPE_')) return invalidHttp;
  return classifyTlsFailure(cause, lost);
}

const lost: FailureKind = {
  code: 'ConnectionLost',
  what: 'broke the connection',
  advice: 'Check the network and run it again: received data is kept.',
  retryable: true,
};
const noRoute: FailureKind = {
  code: 'ConnectionFailed',
  what: 'cannot be reached',
  advice: 'Check the network and the firewall.',
  retryable: true,
};
const tooSlow: FailureKind = {
  code: 'ConnectionTimeout',
  what: 'did not respond in time',
  advice: 'Check that this network can reach it; internal endpoints are only reachable within Alibaba Cloud.',
  retryable: true,
};
const outOfFiles: FailureKind = {
  code: 'TooManyFiles',
  what: 'cannot be reached: this process has too many open files and connections',
  advice: 'Raise the limit (ulimit -n), or use fewer streams.',
  retryable: true,
};
const outOfPorts: FailureKind = {
  code: 'ConnectionFailed',
  what: 'cannot be reached: this machine has no free address, port or memory for the connection',
  advice: 'Check the network of this machine, or use fewer streams.',
  retryable: true,
};
const forbidden: FailureKind = {
  code: 'ConnectionFailed',
  what: 'cannot be reached: this machine forbids the connection',
  advice: 'Check for a firewall or a sandbox on this machine.',
  retryable: false,
};
const notHttp: FailureKind = {
  code: 'ConnectionFailed',
  what: 'does not speak HTTP on this port',
  advice: 'Check the port, and whether the URL should start with https.',
  retryable: false,
  isProtocol: true,
};
const invalidHttp: FailureKind = {
  code: 'ConnectionFailed',
  what: 'sent an invalid HTTP response',
  advice: 'A proxy or CDN may have changed the response.',
  retryable: false,
  isProtocol: true,
};

const kinds: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: {
    code: 'ConnectionRefused',
    what: 'refuses connections',
    advice: 'Check host and port, and that the service is running.',
    retryable: true,
  },
  ENOTFOUND: {
    code: 'HostNotFound',
    what: 'is not known to DNS',
    advice: 'Check the bucket, region and domain in the URL.',
    retryable: false,
  },
  EAI_AGAIN: { code: 'HostNotFound', what: 'cannot be resolved', advice: 'Check the network.', retryable: true },
  // Node's `--permission` without `--allow-net`.
  ERR_ACCESS_DENIED: {
    code: 'ConnectionFailed',
    what: 'cannot be reached: this process is not allowed to connect',
    advice: 'Run Node with --allow-net.',
    retryable: false,
  },
  EAFNOSUPPORT: {
    code: 'ConnectionFailed',
    what: 'has an address that this machine does not support',
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
  HPE_INVALID_CONSTANT: notHttp,
  HPE_INVALID_VERSION: notHttp,
  // Codes of undici (Node's fetch) and axios.
  UND_ERR_SOCKET: lost,
  UND_ERR_BODY_TIMEOUT: lost,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: lost,
  ERR_NETWORK: lost,
  UND_ERR_CONNECT_TIMEOUT: tooSlow,
  UND_ERR_HEADERS_TIMEOUT: tooSlow,
  ECONNABORTED: tooSlow,
  ...certificateFailures,
};
