import { type Attempt, OssError } from '@ossferry/contract';
import { type Cause, causesOf, shownText } from '../kernel/foreign-error.ts';

/** Makes the error for a request that got no answer. The cause travels as text only: foreign errors carry whole requests. */
export function connectionError(cause: unknown, { endpoint, number }: Attempt): OssError {
  const chain = causesOf(cause);
  const [code, advice] = kindOf(chain);
  const said =
    advice === noTls[1] ? 'it does not speak TLS there' : shownText(chain.at(-1)?.message ?? '').replace(/\.$/, '');
  return new OssError({
    code,
    phase: 'connect',
    message: `No answer from ${endpoint.baseUrl}${said === '' ? '' : `: ${said}`}.`,
    advice,
    retryable: !final.has(advice),
    attempt: number,
  });
}

type Kind = readonly [code: string, advice: string];

const noTls: Kind = ['ConnectionFailed', 'Check the port, and whether it is one for http.'];
const noHandshake: Kind = [
  'ConnectionFailed',
  'Check which versions of TLS, and which certificates, the host asks for.',
];
const noTrust: Kind = [
  'InvalidCertificate',
  'Check that the certificate of the host is for this domain and still valid.',
];
/** Another try meets the same host. */
const final: ReadonlySet<string> = new Set([noTls, noHandshake, noTrust].map(([, advice]) => advice));

/** By the system codes of Node, undici, Bun and axios, and what OpenSSL says; browsers do not tell why a connection failed. */
const kinds: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [/wrong.version|packet.length|http.request/i, noTls],
  [/REFUSED/, ['ConnectionRefused', 'Check host and port of the endpoint, and that something listens there.']],
  [/ENOTFOUND|EAI_AGAIN/, ['HostNotFound', 'Check region, bucket and endpoint, and the name service.']],
  [/TIMEDOUT|TIMEOUT|ECONNABORTED/, ['ConnectionTimeout', 'Check that the endpoint can be reached from this network.']],
  [
    /RESET|EPIPE|UND_ERR_SOCKET|bad.record|unexpected.eof/i,
    ['ConnectionLost', 'Try again; a proxy in between may cut connections.'],
  ],
  [/EPROTO|ERR_SSL/, noHandshake],
  [/CERT|TLS|SIGNATURE|ISSUER|UNSPECIFIED|INVALID_PURPOSE/, noTrust],
];

const unknownKind: Kind = [
  'ConnectionFailed',
  'Check the network and the endpoint; what an upload is read from; in a browser, the CORS rules of the bucket.',
];

function kindOf(chain: readonly Cause[]): Kind {
  const codes = chain.map(({ code }) => code).join(' ');
  const isTls = /EPROTO|ERR_SSL/.test(codes);
  const told = isTls ? `${codes} ${chain.map(({ message }) => message).join(' ')}` : codes;
  return kinds.find(([pattern]) => pattern.test(told))?.[1] ?? unknownKind;
}
