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
    retryable: code !== 'InvalidCertificate',
    attempt: number,
  });
}

type Kind = readonly [code: string, advice: string];

const noTls: Kind = ['ConnectionFailed', 'Check the port, and whether it is one for http.'];

/** By the system codes of Node, undici, Bun and axios; browsers do not tell why a connection failed. */
const kinds: readonly (readonly [pattern: RegExp, kind: Kind])[] = [
  [/EPROTO|ERR_SSL_WRONG_VERSION/, noTls],
  [/REFUSED/, ['ConnectionRefused', 'Check host and port of the endpoint, and that something listens there.']],
  [/ENOTFOUND|EAI_AGAIN/, ['HostNotFound', 'Check region, bucket and endpoint, and the name service.']],
  [/TIMEDOUT|TIMEOUT|ECONNABORTED/, ['ConnectionTimeout', 'Check that the endpoint can be reached from this network.']],
  [/RESET|EPIPE|UND_ERR_SOCKET/, ['ConnectionLost', 'Try again; a proxy in between may cut connections.']],
  [
    /CERT|TLS|SIGNATURE|ISSUER/,
    ['InvalidCertificate', 'Check that the certificate of the host is for this domain and still valid.'],
  ],
];

const unknownKind: Kind = [
  'ConnectionFailed',
  'Check the network and the endpoint; in a browser, also the CORS rules of the bucket.',
];

function kindOf(chain: readonly Cause[]): Kind {
  const codes = chain.map(({ code }) => code).join(' ');
  return kinds.find(([pattern]) => pattern.test(codes))?.[1] ?? unknownKind;
}
