import { OssError, serviceError } from '@ossferry/contract';
import type { ExplainInput, Finding, Texts } from '@ossferry/diagnose';
import type { Command } from 'commander';
import { openCredentials } from '../credentials.ts';
import type { LiveAnswer } from '../diagnosis/ask-oss.ts';
import { type Language, languageOption, loadTexts } from '../diagnosis/load-texts.ts';
import { openPaint } from '../diagnosis/paint.ts';
import { isErrorAnswer, parseRequest, parseResponse } from '../diagnosis/parse-messages.ts';
import { readSignedUrl } from '../diagnosis/read-signed-url.ts';
import { readText } from '../diagnosis/read-texts.ts';
import { renderFindings } from '../diagnosis/render-findings.ts';
import { collectHeader, type Pairs } from '../options/collect-pairs.ts';
import { addCredentialsFlags, type CredentialsFlags, credentialsFlagNames } from '../options/credentials-flags.ts';
import { addNetworkFlags, type NetworkFlags, readNetworkFlags } from '../options/network-flags.ts';
import { nonEmpty } from '../options/parse-text.ts';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';
import { writeLine } from '../write-line.ts';

interface ExplainFlags extends CredentialsFlags, NetworkFlags {
  readonly response?: string | undefined;
  readonly request?: string | undefined;
  readonly live?: boolean | undefined;
  readonly method?: string | undefined;
  readonly header?: Pairs | undefined;
  readonly signedHeader?: Pairs | undefined;
  readonly bucket?: string | undefined;
  readonly withSecret?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly lang?: Language | undefined;
  readonly showSecrets?: boolean | undefined;
}

/** Adds `ossferry explain`: says why OSS refuses a presigned URL, and proves it where it has the credentials. */
export function addExplainCommand(program: Command, shell: Shell): void {
  const command = program
    .command('explain')
    .description('Say why OSS refuses a presigned URL, and what to do')
    .argument(
      '<URL or code>',
      "a presigned URL, '-' for one on stdin (or what 'sign --json' prints), a code of OSS, or its error XML",
    )
    .option('--live', 'ask OSS for one byte, and explain the answer')
    .option('--with-secret', 'recompute the signature with your credentials, which proves the cause')
    .option('--json', 'print the findings as JSON')
    .option('--show-secrets', 'show signatures, tokens and keys')
    .addOption(languageOption())
    .optionsGroup('What happened:')
    .option('--response <file>', "what OSS answered: error XML, or what 'curl -i' printed; '-' is stdin")
    .option('--request <file>', "what was sent: what 'curl -v' printed, or JSON; '-' is stdin")
    .option('--method <method>', 'method that was sent', nonEmpty('--method'))
    .option('--header <name:value>', 'a header that was sent; repeatable', collectHeader)
    .optionsGroup('What was signed:')
    .option('--signed-header <name:value>', 'a header that was signed; repeatable', collectHeader)
    .option('--bucket <name>', 'the bucket, which a custom domain does not tell', nonEmpty('--bucket'));
  addNetworkFlags(addCredentialsFlags(command))
    .addHelpText('after', examples)
    .action((argument: string, flags: ExplainFlags) => explainUrl(argument, flags, shell));
}

async function askLive(url: string, flags: ExplainFlags, shell: Shell): Promise<LiveAnswer> {
  const { method = 'GET', header } = flags;
  const [{ askOss }, { openAgents }] = await Promise.all([
    import('../diagnosis/ask-oss.ts'),
    import('../network/open-agents.ts'),
  ]);
  return askOss(url, method.toUpperCase(), header, openAgents(await readNetworkFlags(flags, shell)));
}

const examples = `
Examples:
  $ ossferry explain "$URL" --live
  $ curl -si "$URL" | ossferry explain "$URL" --response - --with-secret
  $ ossferry explain 0003-00001403`;

async function explainUrl(argument: string, flags: ExplainFlags, shell: Shell): Promise<void> {
  const texts = await loadTexts(flags.lang, shell);
  if (isCode(argument)) return showCode(argument, flags, texts, shell);
  checkFlags(argument, flags);
  const { url, signed } = await readSignedUrl(argument, shell);
  if (!flags.live && isErrorAnswer(url)) return showAnswer(url, flags, texts, shell);
  const credentials = wantsProof(flags) ? await (await openCredentials(flags, shell))({}) : undefined;
  const live = flags.live ? await askLive(url, flags, shell) : undefined;
  const input: ExplainInput = {
    url,
    signed: { ...signed, bucket: flags.bucket, signedHeaders: flags.signedHeader ?? signed.signedHeaders },
    ...(live ?? (await readFiles(flags, shell))),
    credentials,
    texts,
    showSecrets: flags.showSecrets,
  };
  const { explain } = await import('@ossferry/diagnose');
  const findings = explain(input);
  show(findings, flags, texts, shell);
  if (credentials === undefined && !flags.json && findings.some(({ cause }) => cause === 'SecretWrong')) {
    writeLine(shell.stderr, 'With the keys that signed the URL, --with-secret finds out which of these it is.');
  }
  if (live !== undefined && live.response.status >= 300) throw refusal(live);
}

/** `NoSuchKey` or `0026-00000001`, as errors name them, in upper or lower case. */
function isCode(argument: string): boolean {
  return /^(?:\d{4}-\d{8}|[A-Za-z][A-Za-z0-9]+)$/.test(argument);
}

async function showCode(code: string, flags: ExplainFlags, texts: Texts, shell: Shell): Promise<void> {
  const { explainCode } = await import('@ossferry/diagnose');
  const finding = explainCode(code, { texts });
  if (finding !== undefined) return show([finding], flags, texts, shell);
  throw usageError(
    'UnknownCode',
    `There is no explanation for ${JSON.stringify(code)}.`,
    'See https://api.aliyun.com/troubleshoot, or give the URL.',
  );
}

/** Where nobody has the URL, the answer speaks for itself: by its EC, its texts, or its code alone. */
async function showAnswer(text: string, flags: ExplainFlags, texts: Texts, shell: Shell): Promise<void> {
  const { explain, explainCode } = await import('@ossferry/diagnose');
  const response = parseResponse(text);
  const { status = 400, headers = {}, body = '' } = response;
  const { ec = '', ossCode = '' } = serviceError({ status, header: (name) => headers[name], body });
  const told = explain({ url: '', response, texts, showSecrets: flags.showSecrets });
  const finding = explainCode(ec, { texts }) ?? told.find(({ cause }) => !saysNothing.has(cause));
  if (finding === undefined) return showCode(ossCode, flags, texts, shell);
  show([finding], flags, texts, shell);
}

/** What is said because there is no URL, or because `AccessDenied` has to mean something. */
const saysNothing: ReadonlySet<string> = new Set(['NotAUrl', 'NotSigned', 'NoPermission']);

function checkFlags(argument: string, { live, response, request, method, proxy, caFile }: ExplainFlags): void {
  if ([argument, response, request].filter((name) => name === '-').length > 1) {
    throw usageError('OptionConflict', 'Only one thing can come from stdin.', 'Put the others into files.');
  }
  if (!live && (proxy !== undefined || caFile !== undefined)) {
    throw usageError('OptionConflict', '--proxy and --ca-file go with --live: nothing else is sent.', 'Add --live.');
  }
  if (live && (response !== undefined || request !== undefined)) {
    throw usageError('OptionConflict', '--live makes a request and an answer of its own.', 'Leave the files out.');
  }
  if (live && method !== undefined && !/^(?:GET|HEAD)$/i.test(method)) {
    throw usageError('OptionConflict', '--live only reads.', 'Use --method GET or HEAD, or --response with an answer.');
  }
}

function wantsProof(flags: ExplainFlags): boolean {
  return flags.withSecret === true || credentialsFlagNames.some((name) => flags[name] !== undefined);
}

async function readFiles(flags: ExplainFlags, shell: Shell): Promise<Pick<ExplainInput, 'request' | 'response'>> {
  const { request: requestFile, response: responseFile, method, header } = flags;
  const request = requestFile === undefined ? undefined : parseRequest(await readText(requestFile, shell));
  const response = responseFile === undefined ? undefined : parseResponse(await readText(responseFile, shell));
  const headers = request === undefined && header === undefined ? undefined : { ...request?.headers, ...header };
  return { request: { method: method ?? request?.method, headers }, response };
}

function show(findings: readonly Finding[], flags: ExplainFlags, texts: Texts, shell: Shell): void {
  const text = flags.json
    ? JSON.stringify({ findings }, null, 2)
    : renderFindings(findings, texts, openPaint(shell.stdout, shell.env));
  writeLine(shell.stdout, text);
}

/** For the exit code, and what support asks for; the rest is said already. */
function refusal({ response }: LiveAnswer): OssError {
  const { status, headers = {}, body = '' } = response;
  const { code, ec, requestId } = serviceError({ status, header: (name) => headers[name], body });
  return new OssError({ code, phase: 'headers', message: `OSS answered ${status}.`, status, ec, requestId });
}
