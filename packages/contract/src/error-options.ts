import type { OssError, OssErrorOptions } from './oss-error.ts';

/** What an error says, without the advice that its `message` ends in. */
export function problemOf({ message, advice }: OssError): string {
  const end = ` ${advice}`;
  return advice !== undefined && message.endsWith(end) ? message.slice(0, -end.length) : message;
}

/**
 * The options that make the same error again, with its `details` and without its `cause`: to word it anew, or to send it
 * to another thread, where structured cloning would strip its class.
 */
export function errorOptionsOf(error: OssError): OssErrorOptions {
  const { cause: _, name: __, ...facts } = error;
  return { ...facts, message: problemOf(error), details: error.details };
}
