import { OssError, problemOf, redactText } from '@ossferry/contract';
import { adviceOf } from './advise.ts';
import { exitCodeOf } from './exit-code.ts';
import { oneLine } from './one-line.ts';

export interface ErrorView {
  /** Print a JSON object instead of a sentence. */
  readonly json: boolean;
  /** Add the stack and the causes. */
  readonly verbose: boolean;
  /** The `oss://bucket/key` argument, if there is one. */
  readonly object?: string | undefined;
}

/** Formats an error as one line: what, why, and what to do. It contains no signature, token or key. */
export function renderError(error: unknown, { json, verbose, object }: ErrorView): string {
  if (json) return JSON.stringify({ error: { ...factsOf(error), exitCode: exitCodeOf(error) } });
  const line = `ossferry: ${sentenceOf(error)}${referenceOf(error)}${pointerOf(error, object)}`;
  return verbose ? [line, ...traces(error)].join('\n') : line;
}

/** Formats an error as one line, with advice in terms of the command line. */
export function sentenceOf(error: unknown): string {
  if (!OssError.isInstance(error)) {
    return `Internal error: ${oneLine(textOf(error))}. This is a bug: run again with --verbose, and report the output.`;
  }
  const advice = adviceOf(error);
  return oneLine(advice === undefined ? error.message : `${problemOf(error)} ${advice}`);
}

/** The code, request ID and EC, unless the sentence contains them: for searching, and for OSS support. */
function referenceOf(error: unknown): string {
  if (!OssError.isInstance(error)) return '';
  const { message, code, requestId, ec } = error;
  const facts = [
    message.includes(code) ? undefined : code,
    requestId === undefined || message.includes(requestId) ? undefined : `request ID ${requestId}`,
    ec === undefined || message.includes(ec) ? undefined : `EC ${ec}`,
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? '' : ` [${facts.join(', ')}]`;
}

/** The command that explains a refusal by OSS. */
function pointerOf(error: unknown, object: string | undefined): string {
  if (!OssError.isInstance(error) || error.phase === 'credentials') return '';
  const { status = 0, code, ossCode, ec } = error;
  if (ossCode === undefined || code !== ossCode || status < 400 || status >= 500) return '';
  // The EC is more specific than a code that many refusals share.
  const name = sharedCodes.has(ossCode) ? (ec ?? ossCode) : ossCode;
  if (ossCode !== 'SignatureDoesNotMatch') return ` Why: ossferry explain ${oneLine(name)}`;
  // The user has no URL of an oss:// object.
  return object === undefined ? ' Why: ossferry explain "<URL>" --live' : ` Why: ossferry doctor ${quoted(object)}`;
}

/** Quotes an argument for a shell. */
function quoted(argument: string): string {
  const text = oneLine(argument);
  return /^[\w:/.@%+=,-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

const sharedCodes: ReadonlySet<string> = new Set(['AccessDenied', 'InvalidArgument', 'InvalidRequest']);

function factsOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!OssError.isInstance(error)) return { code: 'Unexpected', message: oneLine(textOf(error)) };
  return { ...error.toJSON(), message: sentenceOf(error), advice: adviceOf(error) ?? error.advice };
}

function* traces(error: unknown): Generator<string> {
  let current: unknown = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const stack = redactText(current.stack ?? String(current)).replace(/[^\P{Cc}\n]+/gu, ' ');
    yield `${depth === 0 ? '' : 'Caused by: '}${stack}`;
    current = current.cause;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
