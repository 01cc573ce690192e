import { OssError, type PresignResult, parseRetryAfterMs } from '@ossferry/contract';
import { printableText } from '../kernel/foreign-error.ts';
import { isDate } from '../kernel/is-date.ts';
import type { SigningAnswer } from './create-signing-handler.ts';

/** A presign result as a signing server gives it. */
export interface RemotePresignResult extends Omit<PresignResult, 'limitedBy'> {
  readonly limitedBy: SigningAnswer['limitedBy'];
}

/** Reads the answer of a signing server. Throws an `OssError` for a refusal, and for what is no presign result. */
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
    message: `The signing server answered ${status} without a valid \`${wrong[0]}\`.`,
    advice: 'Check its address: something else may have answered.',
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

/** The server's own refusal, as far as it can be read. */
function refusalIn(answer: Readonly<Record<string, unknown>>, status: number, headers: Headers): OssError {
  const told = isObject(answer['error']) ? answer['error'] : {};
  const code =
    typeof told['code'] === 'string' && /^[\w.-]{1,100}$/.test(told['code']) ? told['code'] : 'SigningFailed';
  const advice = textIn(told['advice']);
  const message = textIn(told['message']) ?? `The signing server answered ${status} without a URL.`;
  return new OssError({
    code,
    phase: 'sign',
    // The message of an `OssError` ends with its advice already.
    message: advice !== undefined && message.endsWith(` ${advice}`) ? message.slice(0, -advice.length - 1) : message,
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
    // A page of something in between, for example.
  }
  return {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
