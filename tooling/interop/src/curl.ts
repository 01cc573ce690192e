import type { PresignedRequest } from './exercise.ts';
import { type RequiredClient, requireClient } from './require-client.ts';
import { runProgram } from './run-program.ts';

/** Whether this machine has curl. */
export const curl: RequiredClient<typeof runCurl> = await requireClient('curl', async () => {
  await runProgram({ command: 'curl', words: ['--version'] });
  return runCurl;
});

/** What curl received. */
export interface CurlAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How curl is to use a presigned request. */
export interface CurlOptions {
  /** Sent as the body. */
  readonly upload?: string | undefined;
  /** `host:port:address`, instead of asking a name server. */
  readonly resolve?: string | undefined;
  /** Words to add to the command line. */
  readonly words?: readonly string[] | undefined;
}

/** Uses a presigned request with curl as a person would: the URL, and the headers that are part of the signature. */
export async function runCurl(request: PresignedRequest, options: CurlOptions = {}): Promise<CurlAnswer> {
  const headers = Object.entries(request.headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  const words = [
    ...['--silent', '--show-error', '--noproxy', '*', '--path-as-is', '--include', '--header', 'Expect:'],
    ...(request.method === 'HEAD' ? ['--head'] : ['--request', request.method]),
    ...headers,
    ...(options.resolve === undefined ? [] : ['--resolve', options.resolve]),
    ...(options.upload === undefined ? [] : ['--upload-file', '-']),
    ...(options.words ?? []),
    request.url,
  ];
  return readAnswer(await runProgram({ command: 'curl', words }, options.upload));
}

function readAnswer(answer: string): CurlAnswer {
  const end = answer.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = answer.slice(0, end).split('\r\n');
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(headers),
    body: answer.slice(end + 4),
  };
}
