import { OssError, type PresignResult, parseRetryAfterMs, problemOf } from '@ossferry/contract';
import { printableText } from '../kernel/foreign-error.ts';
import { isDate } from '../kernel/is-date.ts';
import type { SigningAnswer } from './create-signing-handler.ts';

/** A presign result from a signing server. */
export interface RemotePresignResult extends Omit<PresignResult, 'limitedBy'> {
  readonly limitedBy: SigningAnswer['limitedBy'];
}

/** Parses the response of a signing server. Throws an `OssError` for refusals and invalid results. */
export function readSigningAnswer({ ok, status, headers }: Response, text: string): RemotePresignResult {
  const answer = parseObject(text);
  if (!ok) throw refusalIn(answer, status, headers);
  const wrong = fields.find(([name, isValid]) => !isValid(answer[name]));
  if (wrong === undefined) {
    const presigned = answer as unknown as SigningAnswer;
    return { ...presigned, expiration: new Date(presigned.expiration) };
  }
  throw new OssError({
    code: 'SigningFailed',
    phase: 'sign',
    message: `The signing server returned ${status} without a valid \`${wrong[0]}\`.`,
    advice: 'Check its address: another server may have responded.',
    status,
  });
}

const isText = (value: unknown): value is string => typeof value === 'string';

function isWarning(value: unknown): boolean {
  return isObject(value) && isText(value['code']) && isText(value['message']);
}

const fields: readonly (readonly [name: string, isValid: (value: unknown) => boolean])[] = [
  ['url', isText],
  ['method', isText],
  ['expiration', (value) => isText(value) && isDate(new Date(value))],
  ['signedHeaders', (value) => isObject(value) && Object.values(value).every(isText)],
  ['limitedBy', isText],
  ['warnings', (value) => Array.isArray(value) && value.every(isWarning)],
];

/** Converts the server's refusal to an error, as far as it is readable. */
function refusalIn(answer: Readonly<Record<string, unknown>>, status: number, headers: Headers): OssError {
  const details = isObject(answer['error']) ? answer['error'] : {};
  const code =
    typeof details['code'] === 'string' && /^[\w.-]{1,100}$/.test(details['code']) ? details['code'] : 'SigningFailed';
  const advice = textIn(details['advice']);
  const message = textIn(details['message']) ?? `The signing server returned ${status} without a URL.`;
  return new OssError({
    code,
    phase: 'sign',
    message: problemOf({ message, advice }),
    advice,
    retryable: status === 429 || status >= 500,
    status,
    retryAfterMs: parseRetryAfterMs(headers.get('retry-after'), Date.now),
  });
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? printableText(value) : undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // For example an HTML page of a proxy.
  }
  return {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
