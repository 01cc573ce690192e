import { OssError } from '@ossferry/contract';
import { type ConnectionFailure, type Destination, proxyError } from './proxy-error.ts';

/** Says in one line why a host, or the proxy before it, gave no answer. */
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

/** Of TLS, only the message tells that nobody speaks it there. */
function nameOf({ code = '', message }: ConnectionFailure): string {
  return code === 'EPROTO' ? `${code} ${message}` : code;
}

type Kind = readonly [pattern: RegExp, code: string, what: string, advice: string];

const unknownKind: Kind = [
  /^/,
  'ConnectionFailed',
  'cannot be reached',
  'Check the network, a firewall and the proxy (HTTPS_PROXY, --proxy).',
];

/** By Node's codes; the first that fits counts. */
const kinds: readonly Kind[] = [
  [
    /ENOTFOUND/,
    'HostNotFound',
    'is not known to DNS',
    'Check the names of bucket and region or endpoint; -internal hosts are known inside of Alibaba Cloud only.',
  ],
  [/EAI_AGAIN/, 'HostNotFound', 'could not be looked up', 'Check the network.'],
  [/ECONNREFUSED/, 'ConnectionRefused', 'refuses connections', 'Check host and port: nobody listens there.'],
  [
    /TIMEDOUT/,
    'ConnectionTimeout',
    'did not answer in time',
    'Check that this network leads there; an internal endpoint cannot be reached from outside.',
  ],
  [
    /ECONNRESET|EPIPE/,
    'ConnectionLost',
    'broke the connection',
    'Try again; a firewall or a proxy in between may cut connections.',
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
    'Check the clock of this machine; if it is right, ask who runs the host for a new certificate.',
  ],
  [
    /SELF_SIGNED|UNABLE_TO|UNTRUSTED/,
    'InvalidCertificate',
    'has a certificate of an authority that is not trusted here',
    'Check that it is the right host; --ca-file adds the authority behind it.',
  ],
  [
    /CERT|INVALID_CA|INVALID_PURPOSE/,
    'InvalidCertificate',
    'has a certificate that does not hold',
    'Ask who runs the host for another one.',
  ],
  [
    /wrong version number|packet length too long|http request|PACKET_LENGTH|WRONG_VERSION/,
    'ConnectionFailed',
    'does not speak TLS there',
    'Check the port, and http against https.',
  ],
  [
    /EPROTO|ERR_SSL/,
    'ConnectionFailed',
    'refused the TLS handshake',
    'Check which versions of TLS, and which certificates, the host asks for.',
  ],
  [/HPE_/, 'ConnectionFailed', 'does not speak HTTP there', 'Check the port, and http against https.'],
];
