import { redactText } from '@ossferry/contract';

export interface Cause {
  readonly message: string;
  /** System code: `ECONNREFUSED` for example. */
  readonly code: string;
}

/** An error, its cause, the cause's cause: the innermost one usually names the reason. */
export function causesOf(error: unknown): readonly Cause[] {
  const chain: Cause[] = [];
  for (let current = error; isError(current) && chain.length < 5; current = current.cause) {
    const first: unknown = 'errors' in current && Array.isArray(current.errors) ? current.errors[0] : undefined;
    const { message } = current.message === '' && isError(first) ? first : current;
    chain.push({ message, code: 'code' in current ? String(current.code) : '' });
  }
  return chain;
}

/** By its tag too: in Jest, the errors of Node itself are instances of another `Error`. */
function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

/** Makes a foreign text fit to be shown: masked, then one line of at most 500 characters. */
export function shownText(text: string): string {
  return redactText(text)
    .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ')
    .trim()
    .slice(0, 500);
}
