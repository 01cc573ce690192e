import { OssError, redactText } from '@ossferry/contract';
import { exitCodeOf } from './exit-code.ts';
import { oneLine } from './one-line.ts';

export interface ErrorView {
  /** Write one JSON object instead of a sentence. */
  readonly json: boolean;
  /** Add the stack and the causes. */
  readonly verbose: boolean;
}

/** Writes a failure: one line that says what, why, and what to do. No signature, token or key stands in it. */
export function renderError(error: unknown, { json, verbose }: ErrorView): string {
  if (json) return JSON.stringify({ error: { ...factsOf(error), exitCode: exitCodeOf(error) } });
  const line = `ossferry: ${sentenceOf(error)}${referenceOf(error)}${pointerOf(error)}`;
  return verbose ? [line, ...traces(error)].join('\n') : line;
}

/** What the library advises, said in words of the command line. */
const advices: Readonly<Record<string, string>> = {
  MissingRegion: 'Give --region, or set OSS_REGION: cn-hangzhou for example.',
  InvalidLifetime: 'Give --expires from 1 second to 7 days (900, 30m, 12h, 7d), or an --expiration ahead of now.',
  DestinationExists: 'Add --overwrite, or choose another name with -o.',
  DestinationIsFolder: 'Put a slash behind it to have the file in it: -o <folder>/',
  CertificateInvalid:
    'Give the authority behind it with --ca-file; a custom domain needs its own certificate for https.',
  InvalidAuthority: 'Give --ca-file a file with certificates in PEM form.',
  InvalidProxy: 'Write it as http://host:port; with a password better in HTTPS_PROXY and HTTP_PROXY than in --proxy.',
  InvalidDestination: 'Choose its name with -o <file>.',
  ChainExhausted:
    "Set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET (and OSS_SESSION_TOKEN for temporary keys), or run 'aliyun configure'.",
  ChainStopped: 'Put it right, or take it away.',
  FileNotFound: "Run 'aliyun configure', or leave --profile out.",
  ProcessFailed: 'Run it by itself to see what it says; there is no shell around it.',
  ProcessTimedOut: 'Run it by itself: it must not wait for input.',
  ProcessOutputInvalid:
    'Have it print JSON: AccessKeyId, AccessKeySecret, and for temporary keys SecurityToken, Expiration.',
  CredentialsInvalid: 'Check what is set: a space or a line break may have come along.',
  KeyNotFetchable: 'Rename the object, or sign a URL and use curl --path-as-is.',
};

function sentenceOf(error: unknown): string {
  if (!OssError.isInstance(error)) {
    return `This should not have happened: ${oneLine(textOf(error))}. Run it again with --verbose, and report what it says.`;
  }
  const { message, advice, code } = error;
  const own = advices[code];
  if (own === undefined) return oneLine(message);
  const what = advice !== undefined && message.endsWith(advice) ? message.slice(0, -advice.length).trimEnd() : message;
  return oneLine(`${what} ${own}`);
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
function pointerOf(error: unknown): string {
  if (!OssError.isInstance(error) || error.phase === 'credentials') return '';
  const { status = 0, code, ossCode, ec } = error;
  if (ossCode === undefined || code !== ossCode || status < 400 || status >= 500) return '';
  // A code that many refusals share says little; that of OSS's own page on the case says more.
  const name = sharedCodes.has(ossCode) ? (ec ?? ossCode) : ossCode;
  return ossCode === 'SignatureDoesNotMatch'
    ? ' Why: ossferry explain "<URL>" --live'
    : ` Why: ossferry explain ${oneLine(name)}`;
}

const sharedCodes: ReadonlySet<string> = new Set(['AccessDenied', 'InvalidArgument', 'InvalidRequest']);

function factsOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!OssError.isInstance(error)) return { code: 'Unexpected', message: oneLine(textOf(error)) };
  return { ...error.toJSON(), message: sentenceOf(error) };
}

function* traces(error: unknown): Generator<string> {
  let current: unknown = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    yield `${depth === 0 ? '' : 'Caused by: '}${redactText(current.stack ?? String(current))}`;
    current = current.cause;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
