import type { OssError, OssErrorOptions } from './oss-error.ts';

/** Returns an error's `message` without the advice at its end. */
export function problemOf({ message, advice }: Pick<OssError, 'message' | 'advice'>): string {
  const end = ` ${advice}`;
  return advice !== undefined && message.endsWith(end) ? message.slice(0, -end.length) : message;
}

/**
 * Returns the options that recreate an error, with its `details` and without its `cause`: to reword it, or to send it to
 * another thread, where structured cloning would lose its class.
 */
export function errorOptionsOf(error: OssError): OssErrorOptions {
  const { cause: _, name: __, ...facts } = error;
  return { ...facts, message: problemOf(error), details: error.details };
}
