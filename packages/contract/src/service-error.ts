import { OssError } from './oss-error.ts';
import { redactText } from './redact.ts';

/** An error response from OSS. */
export interface ServiceAnswer {
  readonly status: number;
  /** Reads a header by lower-case name. */
  readonly header: (name: string) => string | null | undefined;
  /** The body as text; empty for HEAD, whose error is base64-encoded in `x-oss-err`. */
  readonly body: string;
  readonly attempt?: number | undefined;
  readonly offset?: number | undefined;
  /** The request's signature and token, to mask if the response repeats them. @default [] */
  readonly secrets?: readonly (string | undefined)[] | undefined;
  /** Milliseconds since 1970, for a `Retry-After` that is a date. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Creates an `OssError` from an error response: from OSS's error XML, or its base64 form in `x-oss-err`, as documented
 * on OSS's page "Error responses". The error's code is OSS's own (`NoSuchKey`), or for example `Http502` if the
 * response contains none.
 */
export function serviceError(answer: ServiceAnswer): OssError {
  const { status, secrets = [] } = answer;
  const encoded = answer.header('x-oss-err');
  const details = parseErrorXml(answer.body === '' && encoded ? decodeBase64(encoded) : answer.body);
  // A gateway may repeat the request, including its signature, in any element or header.
  const mask = (text: string | null | undefined): string => maskSecrets(text ?? '', secrets);
  const ossCode = nameIn(mask(details['Code']));
  const ec = nameIn(mask(details['EC'])) ?? nameIn(mask(answer.header('x-oss-ec')));
  const requestId = nameIn(mask(details['RequestId'])) ?? nameIn(mask(answer.header('x-oss-request-id')));
  // Every response from OSS has a request ID; responses from proxies and gateways do not.
  const isOfOss = (ossCode ?? requestId) !== undefined;
  const problem = [ossCode, oneLine(redactText(mask(details['Message'])))].filter(Boolean).join(': ');
  const reference = [requestId && `request ID ${requestId}`, ec && `EC ${ec}`].filter(Boolean).join(', ');
  return new OssError({
    code: ossCode ?? `Http${status}`,
    phase: 'headers',
    message: `${isOfOss ? 'OSS' : 'The server'} returned ${status}${problem === '' ? '' : ` ${problem.replace(/\.$/, '')}`}${reference === '' ? '' : ` (${reference})`}.`,
    advice: isOfOss ? adviceFor(ossCode, status, details) : foreignAdvice,
    retryable: status >= 500 || retryableStatus.has(status) || (ossCode !== undefined && retryableCode.has(ossCode)),
    status,
    ossCode,
    ec,
    requestId,
    attempt: answer.attempt,
    offset: answer.offset,
    retryAfterMs: parseRetryAfterMs(answer.header('retry-after'), answer.now ?? Date.now),
    details,
  });
}

/** Anything shorter is not a secret, and might match part of a word. */
const minSecretLength = 16;

/** Masks secrets, both plain and percent-encoded. */
function maskSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  return secrets.reduce<string>((shown, secret = '') => {
    if (secret.length < minSecretLength) return shown;
    return shown.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***');
  }, text);
}

/** Joins the lines of a message and truncates it: those from OSS are shorter than 500 characters. */
function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ')
    .trim()
    .slice(0, 500);
}

/** Returns `text` if it has the form of a code or an ID; other text could contain anything, such as a secret. */
function nameIn(text: string | undefined): string | undefined {
  return text && /^[\w.-]{1,100}$/.test(text) ? text : undefined;
}

/** Converts a `Retry-After` header (seconds or an HTTP date) to milliseconds from `now`; `undefined` if it is invalid. */
export function parseRetryAfterMs(value: string | null | undefined, now: () => number): number | undefined {
  if (value === null || value === undefined || value.trim() === '') return undefined;
  const milliseconds = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now();
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

/** Returns the elements of OSS's flat `<Error>` document by name, or an empty record for any other text. */
export function parseErrorXml(xml: string): Readonly<Record<string, string>> {
  const details: Record<string, string> = {};
  // One pattern for both would take quadratic time if `<Error>` is repeated but never closed.
  const start = xml.indexOf('<Error>');
  const end = xml.lastIndexOf('</Error>');
  if (start < 0 || end < start) return details;
  for (const [, name, value] of xml.slice(start + 7, end).matchAll(/<([A-Za-z][\w.-]*)>([^<]*)<\/\1>/g)) {
    if (name !== undefined && value !== undefined) details[name] ??= decodeEntities(value);
  }
  return details;
}

const retryableStatus: ReadonlySet<number> = new Set([401, 408, 429]);
const retryableCode: ReadonlySet<string> = new Set(['RequestTimeTooSkewed', 'BadRequest']);

const customDomain =
  'Bind a custom domain to the bucket and sign with it (useCname), or use the internal endpoint within Alibaba Cloud.';

const foreignAdvice = 'This response is not from OSS: check the host name, and any proxy, CDN or gateway in between.';

const advices: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'Check the access key ID; temporary keys also need their security token.',
  SignatureDoesNotMatch:
    'Check the access key secret, and that the method and the signed headers are exactly those signed.',
  SecurityTokenExpired: 'Fetch new temporary credentials.',
  InvalidSecurityToken: 'Use the security token that was issued together with this access key.',
  RequestTimeTooSkewed: "Correct this machine's clock.",
  NoSuchKey: 'Check the object name (it is case-sensitive) and the bucket.',
  NoSuchBucket: 'Check the bucket name; on a custom domain, that the domain is bound to the bucket.',
  NoSuchVersion: 'Check the version ID.',
  PublicEndpointForbidden: customDomain,
  ExternalRedirectForbidden: customDomain,
  SecondLevelDomainForbidden: 'Turn path style off: public OSS hosts need the bucket in the host name.',
  InvalidObjectState: 'The object is archived: restore it first.',
  PreconditionFailed: 'The object no longer matches the conditions: start again with the current one.',
};

function adviceFor(code: string | undefined, status: number, details: Readonly<Record<string, string>>): string {
  if (code === 'AccessDenied') {
    const message = details['Message'] ?? '';
    if (details['Expires'] !== undefined || /has expired/i.test(message)) return 'Ask for a new URL.';
    if (/referer/i.test(message)) return 'Send a Referer that the bucket allows, or allow an empty one.';
    const endpoint = nameIn(details['Endpoint']);
    if (endpoint !== undefined) return `Use the endpoint ${endpoint}.`;
    return 'Check that the signing identity may do this (oss:GetObject for downloads).';
  }
  if (code === 'InvalidArgument' && /region/i.test(details['Message'] ?? ''))
    return "Sign with the bucket's own region.";
  const advice = read(advices, code);
  if (advice !== undefined) return advice;
  if (status === 429 || status === 503) return 'Slow down and try again later.';
  if (status >= 500) return 'Retry later; if it persists, give OSS the request ID.';
  return 'See https://api.aliyun.com/troubleshoot with the EC or the request ID.';
}

/** Reads own properties only: a server may send the code `constructor`. */
function read(table: Readonly<Record<string, string>>, name: string | undefined): string | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return read(entities, name) ?? whole;
    const point = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}
