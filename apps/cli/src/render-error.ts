import { OssError, problemOf, redactText } from '@ossferry/contract';
import { adviceOf } from './advise.ts';
import { exitCodeOf } from './exit-code.ts';
import { oneLine } from './one-line.ts';

export interface ErrorView {
  /** Write one JSON object instead of a sentence. */
  readonly json: boolean;
  /** Add the stack and the causes. */
  readonly verbose: boolean;
  /** The object that the command line names, `oss://bucket/key`; absent where it names a URL, or several objects. */
  readonly object?: string | undefined;
}

/** Writes a failure: one line that says what, why, and what to do. No signature, token or key stands in it. */
export function renderError(error: unknown, { json, verbose, object }: ErrorView): string {
  if (json) return JSON.stringify({ error: { ...factsOf(error), exitCode: exitCodeOf(error) } });
  const line = `ossferry: ${sentenceOf(error)}${referenceOf(error)}${pointerOf(error, object)}`;
  return verbose ? [line, ...traces(error)].join('\n') : line;
}

/** Says in one line what failed, why, and what to do, in words of the command line. */
export function sentenceOf(error: unknown): string {
  if (!OssError.isInstance(error)) {
    return `This should not have happened: ${oneLine(textOf(error))}. Run it again with --verbose, and report what it says.`;
  }
  const advice = adviceOf(error);
  return oneLine(advice === undefined ? error.message : `${problemOf(error)} ${advice}`);
}

/** The code, and OSS's request ID and EC unless the sentence has them: what to search for, and what support asks for. */
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

/** Where OSS refused: the command that says more about it. */
function pointerOf(error: unknown, object: string | undefined): string {
  if (!OssError.isInstance(error) || error.phase === 'credentials') return '';
  const { status = 0, code, ossCode, ec } = error;
  if (ossCode === undefined || code !== ossCode || status < 400 || status >= 500) return '';
  // A code that many refusals share says little; that of OSS's own page on the case says more.
  const name = sharedCodes.has(ossCode) ? (ec ?? ossCode) : ossCode;
  if (ossCode !== 'SignatureDoesNotMatch') return ` Why: ossferry explain ${oneLine(name)}`;
  // Nobody has the URL of an object that is named as such: it was signed on the way.
  return object === undefined ? ' Why: ossferry explain "<URL>" --live' : ` Why: ossferry doctor ${quoted(object)}`;
}

/** As a shell takes it. */
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
