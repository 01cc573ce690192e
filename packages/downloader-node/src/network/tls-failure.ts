import type { FailureKind, NetworkCause } from './failure-kind.ts';

/**
 * Returns OpenSSL's reason for a failure, such as `tlsv1 alert protocol version`. It is in the error's code, or in the
 * message of an `EPROTO` if Node was writing.
 */
export function tlsReason({ code, message }: NetworkCause): string | undefined {
  if (code === 'EPROTO') return /:SSL routines:[^:]*:([^:]+)/.exec(message)?.[1];
  return code?.startsWith('ERR_SSL_') ? code.slice('ERR_SSL_'.length).toLowerCase().replaceAll('_', ' ') : undefined;
}

/** Returns the kind of a TLS failure; `lost` if the network caused it and not the host. */
export function classifyTlsFailure(cause: NetworkCause, lost: FailureKind): FailureKind | undefined {
  const reason = tlsReason(cause);
  if (reason === undefined) return cause.code === 'EPROTO' ? refused() : undefined;
  if (noTlsReasons.test(reason)) return noTls;
  if (lostReasons.test(reason)) return lost;
  if (alerts.test(reason)) return refused(reason);
  return unsafeReasons.test(reason) ? unsafe : lost;
}

const noTlsReasons =
  /wrong version number|(?:packet|data) length too long|http request|https proxy request|unknown protocol/;
// These also occur within a body, if its bytes were damaged or cut off.
const lostReasons =
  /bad record mac|decryption failed|decrypt error|decode error|internal error|close notify|unexpected eof/;
const alerts = /alert|^(?:ssl|tls)v\d/;
const unsafeReasons = /protocol|version|cipher|signature|renegotiation|too (?:small|weak)|group|curve|bad (?:dh|ec)/;

const noTls: FailureKind = {
  code: 'ConnectionFailed',
  what: 'does not speak TLS on this port',
  advice: 'Check the port, and whether the URL should start with http.',
  retryable: false,
  isProtocol: true,
};
const unsafe: FailureKind = {
  code: 'ConnectionFailed',
  what: 'only offers TLS that this machine considers insecure',
  advice: 'Ask the operator of the host for TLS 1.2 or newer.',
  retryable: false,
  isProtocol: true,
};

function refused(reason = ''): FailureKind {
  const [, advice = 'Ask the operator of the host.'] = refusals.find(([words]) => words.test(reason)) ?? [];
  return { code: 'ConnectionFailed', what: 'refused the TLS handshake', advice, retryable: false, isProtocol: true };
}

const refusals: readonly (readonly [reason: RegExp, advice: string])[] = [
  [/protocol version/, 'It supports neither TLS 1.2 nor TLS 1.3: ask the operator of the host.'],
  [
    /handshake failure|insufficient security/,
    'It requires other ciphers or a client certificate: ask the operator of the host.',
  ],
  [/unrecognized name/, 'It does not know this host name: check the domain in the URL.'],
  [/certificate|unknown ca|access denied/, 'It requires a client certificate, which downloads do not support.'],
];

const certificate = { code: 'InvalidCertificate', retryable: false, isProtocol: true } as const;
const unknownAuthority: FailureKind = {
  ...certificate,
  what: 'has a certificate from an authority that is not trusted',
  advice: 'Check that it is the right host; the option ca or NODE_EXTRA_CA_CERTS adds your own authority.',
};
const otherName: FailureKind = {
  ...certificate,
  what: 'has a certificate for other names',
  advice: 'A custom domain needs its own certificate for https.',
};
const badCertificate: FailureKind = {
  ...certificate,
  what: 'has an invalid certificate',
  advice: 'Ask the operator of the host for a valid one.',
};

/** Certificate failures, by Node's codes for OpenSSL's errors. */
export const certificateFailures: Readonly<Record<string, FailureKind>> = {
  CERT_HAS_EXPIRED: {
    ...certificate,
    what: 'has an expired certificate',
    advice: 'Check the clock of this machine. If it is right, ask the operator of the host for a new one.',
  },
  CERT_NOT_YET_VALID: {
    ...certificate,
    what: 'has a certificate that is not valid yet',
    advice: 'Check the clock of this machine.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: otherName,
  ERR_TLS_CERT_ALTNAME_FORMAT: otherName,
  HOSTNAME_MISMATCH: otherName,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  CERT_UNTRUSTED: unknownAuthority,
  CERT_CHAIN_TOO_LONG: badCertificate,
  CERT_REJECTED: badCertificate,
  CERT_REVOKED: badCertificate,
  CERT_SIGNATURE_FAILURE: badCertificate,
  ERROR_IN_CERT_NOT_AFTER_FIELD: badCertificate,
  ERROR_IN_CERT_NOT_BEFORE_FIELD: badCertificate,
  INVALID_CA: badCertificate,
  INVALID_PURPOSE: badCertificate,
  PATH_LENGTH_EXCEEDED: badCertificate,
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: badCertificate,
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: badCertificate,
  UNSPECIFIED: badCertificate,
  // Refused by Node, not OpenSSL.
  ERR_TLS_DH_PARAM_SIZE: unsafe,
};
