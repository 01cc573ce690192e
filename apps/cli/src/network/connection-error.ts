import { OssError } from '@ossferry/contract';
import { type ConnectionFailure, type Destination, proxyError } from './proxy-error.ts';

/** Creates the error for a failed connection to a host, or to the proxy before it. */
export function connectionError(error: ConnectionFailure, destination: Destination): OssError {
  const found = proxyError(error, destination);
  if (found !== undefined) return found;
  const [, code, what, advice] = kinds.find(([pattern]) => pattern.test(nameOf(error))) ?? unknownKind;
  return new OssError({
    code,
    phase: 'connect',
    message: `${destination.hostname} ${what} (${error.code ?? error.message}).`,
    advice,
    retryable: code !== 'InvalidCertificate',
  });
}

/** For `EPROTO`, only the message contains the reason. */
function nameOf({ code = '', message }: ConnectionFailure): string {
  return code === 'EPROTO' ? `${code} ${message}` : code;
}

type Kind = readonly [pattern: RegExp, code: string, what: string, advice: string];

const unknownKind: Kind = [
  /^/,
  'ConnectionFailed',
  'cannot be reached',
  'Check the network, the firewall and the proxy (HTTPS_PROXY, --proxy).',
];

/** Kinds by Node's error codes; the first match counts. */
const kinds: readonly Kind[] = [
  [
    /ENOTFOUND/,
    'HostNotFound',
    'is not known to DNS',
    'Check bucket, region and endpoint. Internal endpoints only resolve within Alibaba Cloud.',
  ],
  [/EAI_AGAIN/, 'HostNotFound', 'cannot be resolved', 'Check the network.'],
  [/ECONNREFUSED/, 'ConnectionRefused', 'refuses connections', 'Check host and port, and that the service is running.'],
  [
    /TIMEDOUT/,
    'ConnectionTimeout',
    'did not respond in time',
    'Check that this network can reach it; internal endpoints are only reachable within Alibaba Cloud.',
  ],
  [
    /ECONNRESET|EPIPE/,
    'ConnectionLost',
    'broke the connection',
    'Try again. A firewall or a proxy may cut connections.',
  ],
  [
    /ALTNAME|HOSTNAME_MISMATCH/,
    'InvalidCertificate',
    'has a certificate for other names',
    'A custom domain needs its own certificate for https.',
  ],
  [
    /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/,
    'InvalidCertificate',
    'has a certificate that is not valid at this time',
    'Check the clock of this machine. If it is right, ask the operator of the host for a new certificate.',
  ],
  [
    /SELF_SIGNED|UNABLE_TO|UNTRUSTED/,
    'InvalidCertificate',
    'has a certificate from an authority that is not trusted',
    'Check that it is the right host. --ca-file adds its certificate authority.',
  ],
  [
    /CERT|INVALID_CA|INVALID_PURPOSE/,
    'InvalidCertificate',
    'has an invalid certificate',
    'Ask the operator of the host for a valid one.',
  ],
  [
    /wrong version number|packet length too long|http request|PACKET_LENGTH|WRONG_VERSION/,
    'ConnectionFailed',
    'does not speak TLS on this port',
    'Check the port, and whether the URL should start with http.',
  ],
  [
    /EPROTO|ERR_SSL/,
    'ConnectionFailed',
    'refused the TLS handshake',
    'Check which TLS versions and client certificates the host requires.',
  ],
  [
    /HPE_/,
    'ConnectionFailed',
    'does not speak HTTP on this port',
    'Check the port, and whether the URL should start with https.',
  ],
];
