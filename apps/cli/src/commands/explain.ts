import { OssError, serviceError } from '@ossferry/contract';
import type { ExplainInput, Finding, Texts } from '@ossferry/diagnose';
import type { Command } from 'commander';
import { openCredentials } from '../credentials.ts';
import { type Language, languageOption, loadTexts } from '../diagnosis/load-texts.ts';
import { openPaint } from '../diagnosis/paint.ts';
import { isErrorResponse, parseRequest, parseResponse } from '../diagnosis/parse-messages.ts';
import { readSignedUrl } from '../diagnosis/read-signed-url.ts';
import { readText } from '../diagnosis/read-text.ts';
import { renderFindings } from '../diagnosis/render-findings.ts';
import type { LiveExchange } from '../diagnosis/send-live-request.ts';
import { collectHeader, type Pairs } from '../options/collect-pairs.ts';
import { addCredentialsFlags, type CredentialsFlags, credentialsFlagNames } from '../options/credentials-flags.ts';
import { addNetworkFlags, type NetworkFlags, readNetworkFlags } from '../options/network-flags.ts';
import { nonEmpty } from '../options/non-empty.ts';
import { announceWait } from '../progress/announce-wait.ts';
import { chooseProgressMode } from '../progress/progress-mode.ts';
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

/** Adds `ossferry explain`: explains why OSS refuses a presigned URL; with credentials, it proves the cause. */
export function addExplainCommand(program: Command, shell: Shell): void {
  const command = program
    .command('explain')
    .description('Explain why OSS refuses a presigned URL, and how to fix it')
    .argument(
      '<URL or code>',
      "a presigned URL, an OSS error code or error XML; '-' reads a URL or the output of 'sign --json' from stdin",
    )
    .option('--live', 'request one byte from OSS and explain the response')
    .option('--with-secret', 'recompute the signature with your credentials to prove the cause')
    .option('--json', 'print the findings as JSON')
    .option('--show-secrets', 'show signatures, tokens and keys')
    .addOption(languageOption())
    .optionsGroup('Request and response:')
    .option('--response <file>', "response from OSS: error XML, or the output of 'curl -i'; '-' for stdin")
    .option('--request <file>', "request as sent: the output of 'curl -v', or JSON; '-' for stdin")
    .option('--method <method>', 'method of the request', nonEmpty('--method'))
    .option('--header <name:value>', 'header of the request (repeatable)', collectHeader)
    .optionsGroup('Signature:')
    .option('--signed-header <name:value>', 'header that was signed (repeatable)', collectHeader)
    .option('--bucket <name>', 'bucket behind a custom domain', nonEmpty('--bucket'));
  addNetworkFlags(addCredentialsFlags(command))
    .addHelpText('after', examples)
    .action((argument: string, flags: ExplainFlags) => explainUrl(argument, flags, shell));
}

async function sendLive(url: string, flags: ExplainFlags, shell: Shell): Promise<LiveExchange> {
  const { method = 'GET', header } = flags;
  const [{ sendLiveRequest }, { openRoute }] = await Promise.all([
    import('../diagnosis/send-live-request.ts'),
    import('../network/open-route.ts'),
  ]);
  const route = openRoute(await readNetworkFlags(flags, shell));
  const mode = flags.json ? 'none' : chooseProgressMode(undefined, shell);
  const endWait = announceWait('Waiting for a response…', mode, shell.stderr);
  return sendLiveRequest(url, method.toUpperCase(), header, route).finally(endWait);
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
  if (!flags.live && isErrorResponse(url)) return showResponse(url, flags, texts, shell);
  const credentials = needsCredentials(flags) ? await (await openCredentials(flags, shell))({}) : undefined;
  const live = flags.live ? await sendLive(url, flags, shell) : undefined;
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
    writeLine(shell.stderr, 'To find out which one it is, use --with-secret with the credentials that signed the URL.');
  }
  if (findings.length === 0 && live === undefined && flags.response === undefined && !flags.json) {
    writeLine(shell.stderr, 'Nothing was sent. To test the URL, use --live; to explain a response, --response.');
  }
  if (live !== undefined && live.response.status >= 300) throw refusal(live);
}

/** Whether this is an error code or EC: `NoSuchKey` or `0026-00000001`, in any case. */
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
    'See https://api.aliyun.com/troubleshoot, or pass the URL.',
  );
}

/** Explains a response without its URL: by its EC, its content, or else its code. */
async function showResponse(text: string, flags: ExplainFlags, texts: Texts, shell: Shell): Promise<void> {
  const { explain, explainCode } = await import('@ossferry/diagnose');
  const response = parseResponse(text);
  const { status = 400, headers = {}, body = '' } = response;
  const { ec = '', ossCode = '' } = serviceError({ status, header: (name) => headers[name], body });
  const findings = explain({ url: '', response, texts, showSecrets: flags.showSecrets });
  const finding = explainCode(ec, { texts }) ?? findings.find(({ cause }) => !uninformative.has(cause));
  if (finding === undefined) return showCode(ossCode, flags, texts, shell);
  show([finding], flags, texts, shell);
}

/** Findings that only reflect the missing URL, or that every `AccessDenied` gets. */
const uninformative: ReadonlySet<string> = new Set(['NotAUrl', 'NotSigned', 'NoPermission']);

function checkFlags(argument: string, { live, response, request, method, proxy, caFile }: ExplainFlags): void {
  if ([argument, response, request].filter((name) => name === '-').length > 1) {
    throw usageError('OptionConflict', 'Only one input can come from stdin.', 'Use files for the others.');
  }
  if (!live && (proxy !== undefined || caFile !== undefined)) {
    throw usageError(
      'OptionConflict',
      '--proxy and --ca-file need --live: without it, nothing is sent.',
      'Add --live.',
    );
  }
  if (live && (response !== undefined || request !== undefined)) {
    throw usageError('OptionConflict', '--live cannot be used with --request or --response.', 'Remove them.');
  }
  if (live && method !== undefined && !/^(?:GET|HEAD)$/i.test(method)) {
    throw usageError(
      'OptionConflict',
      '--live only reads.',
      'Use --method GET or HEAD, or pass a response with --response.',
    );
  }
}

function needsCredentials(flags: ExplainFlags): boolean {
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

/** Sets the exit code, and adds the IDs that support asks for; the findings are already printed. */
function refusal({ response }: LiveExchange): OssError {
  const { status, headers = {}, body = '' } = response;
  const { code, ec, requestId } = serviceError({ status, header: (name) => headers[name], body });
  return new OssError({ code, phase: 'headers', message: `OSS returned ${status}.`, status, ec, requestId });
}
