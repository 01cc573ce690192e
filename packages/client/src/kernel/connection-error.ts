import { type Attempt, OssError } from '@ossferry/contract';
import { type Cause, causesOf, printableText } from './foreign-error.ts';

/** Creates the error for a request without a response. Copies only the text of the cause, which may hold the request. */
export function connectionError(cause: unknown, { endpoint, number }: Attempt): OssError {
  const chain = causesOf(cause);
  const kind = kindOf(chain);
  const [code, advice] = kind;
  const reason =
    kind === noTls ? 'the port does not use TLS' : printableText(chain.at(-1)?.message ?? '').replace(/\.$/, '');
  return new OssError({
    code,
    phase: 'connect',
    message: `No response from ${endpoint.baseUrl}${reason === '' ? '' : `: ${reason}`}.`,
    advice,
    retryable: !final.has(kind),
    attempt: number,
  });
}

type Kind = readonly [code: string, advice: string];

const noTls: Kind = ['ConnectionFailed', 'Check the port; it may be one for http.'];
const noHandshake: Kind = ['ConnectionFailed', 'Check which TLS versions and certificates the host requires.'];
const noTrust: Kind = [
  'InvalidCertificate',
  'Check that the certificate of the host is for this domain and still valid.',
];
/** Retrying cannot help. */
const final: ReadonlySet<Kind> = new Set([noTls, noHandshake, noTrust]);

/** Matches the system codes of Node, undici, Bun and axios, and OpenSSL's messages. Browsers do not give a reason. */
const kinds: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [/wrong.version|packet.length|http.request/i, noTls],
  [/REFUSED/, ['ConnectionRefused', 'Check host and port of the endpoint, and that a server listens there.']],
  [/ENOTFOUND|EAI_AGAIN/, ['HostNotFound', 'Check region, bucket and endpoint, and your DNS.']],
  [/TIMEDOUT|TIMEOUT|ECONNABORTED/, ['ConnectionTimeout', 'Check that the endpoint can be reached from this network.']],
  [
    /RESET|EPIPE|UND_ERR_SOCKET|bad.record|unexpected.eof/i,
    ['ConnectionLost', 'Try again; a proxy may close connections.'],
  ],
  [/EPROTO|ERR_SSL/, noHandshake],
  [/CERT|TLS|SIGNATURE|ISSUER|UNSPECIFIED|INVALID_PURPOSE/, noTrust],
];

const unknownKind: Kind = [
  'ConnectionFailed',
  'Check the network, the endpoint, the source of an upload and, in a browser, the CORS rules of the bucket.',
];

function kindOf(chain: readonly Cause[]): Kind {
  const codes = chain.map(({ code }) => code).join(' ');
  const isTls = /EPROTO|ERR_SSL/.test(codes);
  const text = isTls ? `${codes} ${chain.map(({ message }) => message).join(' ')}` : codes;
  return kinds.find(([pattern]) => pattern.test(text))?.[1] ?? unknownKind;
}
