import { parseErrorXml, parseRetryAfterMs } from '@ossferry/contract';
import { CredentialsError, type CredentialsErrorCode } from '../credentials-error.ts';
import type { ExchangeAnswer } from '../exchange.ts';
import { isRecord } from '../read-credentials.ts';

/** An error response of STS. */
export interface StsFailure {
  readonly source: string;
  readonly action: string;
  readonly answer: ExchangeAnswer;
  /** The local string to sign, if the request was signed: distinguishes a wrong secret from a signing error. */
  readonly stringToSign?: string | undefined;
  readonly now: () => number;
}

/**
 * Creates the error for an error response of STS, with STS's code as `ossCode`, the status and the request ID. It contains no
 * part of STS's message, which may repeat tokens and policies.
 */
export function stsError({ source, action, answer, stringToSign, now }: StsFailure): CredentialsError {
  const { status } = answer;
  const { code, message = '', requestId } = readErrorResponse(answer);
  const kind = codeOf(code, message, stringToSign);
  const isThrottled = status === 429 || (code?.startsWith('Throttling') ?? false);
  const reason = [code, `status ${status}`, requestId && `request ID ${requestId}`].filter(Boolean).join(', ');
  return new CredentialsError({
    source,
    code: kind,
    message: `STS refused ${action} (${reason}).`,
    advice: adviceFor(code, kind),
    status,
    ossCode: code,
    requestId,
    retryable: status >= 500 || isThrottled,
    retryAfterMs: parseRetryAfterMs(answer.header('retry-after'), now),
  });
}

interface ErrorFacts {
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly requestId: string | undefined;
}

/** Reads an error response: JSON from STS, or XML, HTML or an empty body from a gateway. */
export function readErrorResponse({ body, header }: ExchangeAnswer): ErrorFacts {
  let facts: Readonly<Record<string, unknown>> = parseErrorXml(body);
  try {
    const parsed: unknown = JSON.parse(body);
    if (isRecord(parsed)) facts = parsed;
  } catch {
    // Not JSON, so `facts` remains what was parsed as XML.
  }
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => facts[name]).find((value) => typeof value === 'string') as string | undefined;
  const name = (value: string | null | undefined): string | undefined =>
    value && /^[\w.-]{1,100}$/.test(value) ? value : undefined;
  return {
    code: name(text('Code', 'code', 'ErrorCode', 'error')),
    message: text('Message', 'message', 'ErrorMessage'),
    requestId: name(text('RequestId', 'requestId') ?? header('x-acs-request-id')),
  };
}

function codeOf(code: string | undefined, message: string, stringToSign: string | undefined): CredentialsErrorCode {
  if (code !== 'SignatureDoesNotMatch' || stringToSign === undefined) return 'RequestRefused';
  // The message contains the string that STS signed. If it is the same as the local one, the secret differs.
  return message.includes(stringToSign) ? 'SecretWrong' : 'SignatureMismatch';
}

const advices: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /^NoPermission/,
    "Allow the caller to assume the role: in the role's trust policy, and with the policy AliyunSTSAssumeRoleAccess.",
  ],
  [/^InvalidAccessKeyId/, 'Check the access key ID, and that the key is active.'],
  [/^(MissingSecurityToken|InvalidSecurityToken)/, 'Use the security token that was issued with this access key.'],
  [/^EntityNotExist/, 'Check the ARN.'],
  [/OIDCToken\.Expired/, 'Get a new token; check that its file is still updated.'],
  [/^AuthenticationFail/, "Check the role's trust policy, the identity provider and the token's audience."],
  [/^InvalidParameter/, 'Check the parameter named in the code.'],
  [/^(InvalidTimeStamp|IllegalTimestamp)/, "Correct this machine's clock."],
  [/^Throttling/, 'Send fewer requests: reuse credentials until they expire.'],
];

function adviceFor(code: string | undefined, kind: CredentialsErrorCode): string | undefined {
  if (kind === 'SecretWrong') return 'Check the access key secret.';
  if (kind === 'SignatureMismatch')
    return 'STS computed a different string to sign: check for a proxy that changes requests.';
  return advices.find(([pattern]) => pattern.test(code ?? ''))?.[1];
}
