import type { FailureKind, NetworkCause } from './failure-kind.ts';

/**
 * Why OpenSSL gave up, in its own words: `tlsv1 alert protocol version`, for example. Node has them in the code of the
 * error; where it was about to write something, in the message of an `EPROTO`.
 */
export function tlsReason({ code, message }: NetworkCause): string | undefined {
  if (code === 'EPROTO') return /:SSL routines:[^:]*:([^:]+)/.exec(message)?.[1];
  return code?.startsWith('ERR_SSL_') ? code.slice('ERR_SSL_'.length).toLowerCase().replaceAll('_', ' ') : undefined;
}

/** Gives the kind of a failure of TLS, which is `lost` where it comes from the way and not from the host. */
export function kindOfTlsFailure(cause: NetworkCause, lost: FailureKind): FailureKind | undefined {
  const reason = tlsReason(cause);
  if (reason === undefined) return cause.code === 'EPROTO' ? refused() : undefined;
  if (noTlsReasons.test(reason)) return noTls;
  if (lostReasons.test(reason)) return lost;
  if (alerts.test(reason)) return refused(reason);
  return unsafeReasons.test(reason) ? unsafe : lost;
}

const noTlsReasons =
  /wrong version number|(?:packet|data) length too long|http request|https proxy request|unknown protocol/;
// These come in the middle of a body as well: what came was damaged, or not all of it came.
const lostReasons =
  /bad record mac|decryption failed|decrypt error|decode error|internal error|close notify|unexpected eof/;
const alerts = /alert|^(?:ssl|tls)v\d/;
const unsafeReasons = /protocol|version|cipher|signature|renegotiation|too (?:small|weak)|group|curve|bad (?:dh|ec)/;

const noTls: FailureKind = {
  code: 'ConnectionFailed',
  what: 'does not speak TLS there',
  advice: 'Check the port, and whether the URL is an http one.',
  retryable: false,
  spoken: true,
};
const unsafe: FailureKind = {
  code: 'ConnectionFailed',
  what: 'offers no TLS that this machine takes for safe',
  advice: 'Ask who runs the host for TLS 1.2 or newer.',
  retryable: false,
  spoken: true,
};

function refused(reason = ''): FailureKind {
  const [, advice = 'Ask who runs the host.'] = refusals.find(([words]) => words.test(reason)) ?? [];
  return { code: 'ConnectionFailed', what: 'refused the TLS handshake', advice, retryable: false, spoken: true };
}

const refusals: readonly (readonly [reason: RegExp, advice: string])[] = [
  [/protocol version/, 'It takes neither TLS 1.2 nor TLS 1.3: ask who runs the host.'],
  [
    /handshake failure|insufficient security/,
    'It wants other ciphers, or a client certificate: ask who runs the host.',
  ],
  [/unrecognized name/, 'It does not know this host name: check the domain in the URL.'],
  [/certificate|unknown ca|access denied/, 'It wants a client certificate, which downloads do not have.'],
];

const certificate = { code: 'InvalidCertificate', retryable: false, spoken: true } as const;
const unknownAuthority: FailureKind = {
  ...certificate,
  what: 'has a certificate of an authority that is not trusted here',
  advice: 'Check that it is the right host; the option ca or NODE_EXTRA_CA_CERTS adds an authority of your own.',
};
const otherName: FailureKind = {
  ...certificate,
  what: 'has a certificate for other names',
  advice: 'A custom domain needs its own certificate for https.',
};
const badCertificate: FailureKind = {
  ...certificate,
  what: 'has a certificate that does not hold',
  advice: 'Ask who runs the host for another one.',
};

/** What is wrong with a certificate, by Node's codes for what OpenSSL finds. */
export const certificateFailures: Readonly<Record<string, FailureKind>> = {
  CERT_HAS_EXPIRED: {
    ...certificate,
    what: 'has a certificate that has expired',
    advice: 'Check the clock of this machine; if it is right, ask who runs the host for a new one.',
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
  // Node refuses these by itself.
  ERR_TLS_DH_PARAM_SIZE: unsafe,
};
