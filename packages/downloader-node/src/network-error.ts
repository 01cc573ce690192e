import { OssError, redactText } from '@ossferry/contract';

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
const certificate: Kind = {
  code: 'CertificateInvalid',
  what: 'has a certificate that does not hold',
  advice: 'A custom domain needs its own certificate for https; NODE_EXTRA_CA_CERTS adds an authority of your own.',
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
  ECONNRESET: lost,
  EPIPE: lost,
  ETIMEDOUT: noRoute,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  CERT_HAS_EXPIRED: certificate,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  ERR_TLS_CERT_ALTNAME_INVALID: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
};

/** Says in one line what became of a connection to `hostname`. */
export function networkError(cause: Error & { readonly code?: string | undefined }, hostname: string): OssError {
  const { code, what, advice, retryable } = kinds[cause.code ?? ''] ?? lost;
  return new OssError({
    code,
    phase: code === 'ConnectionLost' ? 'body' : 'connect',
    message: `${hostname} ${what} (${cause.code ?? redactText(cause.message)}).`,
    advice,
    retryable,
  });
}
