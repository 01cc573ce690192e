import { redactText } from '@ossferry/contract';

export interface Cause {
  readonly message: string;
  /** System code, for example `ECONNREFUSED`. */
  readonly code: string;
}

/** Returns an error and its chain of causes, at most 5. The last one usually states the reason. */
export function causesOf(error: unknown): readonly Cause[] {
  const chain: Cause[] = [];
  for (let current = error; isError(current) && chain.length < 5; current = current.cause) {
    const first: unknown = 'errors' in current && Array.isArray(current.errors) ? current.errors[0] : undefined;
    const { message } = current.message === '' && isError(first) ? first : current;
    chain.push({ message, code: 'code' in current ? String(current.code) : '' });
  }
  return chain;
}

/** Also checks the tag: in Jest, Node's own errors are instances of a different `Error`. */
function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

/** Prepares a foreign text for a message: without secrets, and as one line of at most 500 characters. */
export function printableText(text: string): string {
  return redactText(text)
    .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ')
    .trim()
    .slice(0, 500);
}
