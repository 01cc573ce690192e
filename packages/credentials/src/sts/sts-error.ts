import { parseErrorXml, parseRetryAfterMs } from '@ossferry/contract';
import { CredentialsError, type CredentialsErrorCode } from '../credentials-error.ts';
import type { ExchangeAnswer } from '../exchange.ts';
import { isRecord } from '../read-credentials.ts';

/** What is needed to explain why STS said no. */
export interface StsRefusal {
  readonly source: string;
  readonly action: string;
  readonly answer: ExchangeAnswer;
  /** What was signed, if anything was: tells a wrong secret from a wrong computation. */
  readonly stringToSign?: string | undefined;
  readonly now: () => number;
}

/**
 * Makes the error for an answer of STS that refuses. It carries STS's code as `ossCode`, status and request ID, and nothing
 * of STS's message, which repeats tokens and policies.
 */
export function stsError({ source, action, answer, stringToSign, now }: StsRefusal): CredentialsError {
  const { status } = answer;
  const { code, message = '', requestId } = readRefusal(answer);
  const isThrottled = status === 429 || (code?.startsWith('Throttling') ?? false);
  const said = [code, `status ${status}`, requestId && `request ID ${requestId}`].filter(Boolean).join(', ');
  return new CredentialsError({
    source,
    code: codeOf(code, message, stringToSign),
    message: `STS refused ${action} (${said}).`,
    advice: adviceFor(code, codeOf(code, message, stringToSign)),
    status,
    ossCode: code,
    requestId,
    retryable: status >= 500 || isThrottled,
    retryAfterMs: parseRetryAfterMs(answer.header('retry-after'), now),
  });
}

interface Refusal {
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly requestId: string | undefined;
}

/** STS answers in JSON; gateways before it answer in XML, in HTML, or not at all. */
export function readRefusal({ body, header }: ExchangeAnswer): Refusal {
  let facts: Readonly<Record<string, unknown>> = parseErrorXml(body);
  try {
    const parsed: unknown = JSON.parse(body);
    if (isRecord(parsed)) facts = parsed;
  } catch {
    // Not JSON: what XML there is has been read.
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
  // STS shows what it signed. If that is what was signed here, only the secret can differ.
  return message.includes(stringToSign) ? 'SecretWrong' : 'SignatureMismatch';
}

const advices: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/^NoPermission/, "Let the caller assume the role: in the role's trust policy, and with AliyunSTSAssumeRoleAccess."],
  [/^InvalidAccessKeyId/, 'Check the access key ID, and that the key is active.'],
  [/^(MissingSecurityToken|InvalidSecurityToken)/, 'Use the security token that was issued with this access key.'],
  [/^EntityNotExist/, 'Check the ARN.'],
  [/OIDCToken\.Expired/, 'Get a new token; check that whoever writes its file still does.'],
  [/^AuthenticationFail/, "Check the role's trust policy, the identity provider and the token's audience."],
  [/^InvalidParameter/, 'Check the parameter that the code names.'],
  [/^(InvalidTimeStamp|IllegalTimestamp)/, 'Set the clock of this machine.'],
  [/^Throttling/, 'Ask less often: keep credentials until they end.'],
];

function adviceFor(code: string | undefined, kind: CredentialsErrorCode): string | undefined {
  if (kind === 'SecretWrong') return 'Check the access key secret.';
  if (kind === 'SignatureMismatch') return 'Report it: STS computed something else from the same request.';
  return advices.find(([pattern]) => pattern.test(code ?? ''))?.[1];
}
