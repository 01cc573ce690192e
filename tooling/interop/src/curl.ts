import type { PresignedRequest } from './exercise.ts';
import { type RequiredClient, requireClient } from './require-client.ts';
import { runProgram } from './run-program.ts';

/** curl, if it is installed. */
export const curl: RequiredClient<typeof runCurl> = await requireClient('curl', async () => {
  await runProgram({ command: 'curl', args: ['--version'] });
  return runCurl;
});

/** A response that curl received. */
export interface CurlResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The options of `runCurl`. */
export interface CurlOptions {
  /** The request body. */
  readonly upload?: string | undefined;
  /** `host:port:address`, instead of a DNS lookup. */
  readonly resolve?: string | undefined;
  /** Additional command-line arguments. */
  readonly args?: readonly string[] | undefined;
}

/** Sends a presigned request with curl: the URL and the signed headers. */
export async function runCurl(request: PresignedRequest, options: CurlOptions = {}): Promise<CurlResponse> {
  const headers = Object.entries(request.headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  const args = [
    ...['--silent', '--show-error', '--noproxy', '*', '--path-as-is', '--include', '--header', 'Expect:'],
    ...(request.method === 'HEAD' ? ['--head'] : ['--request', request.method]),
    ...headers,
    ...(options.resolve === undefined ? [] : ['--resolve', options.resolve]),
    ...(options.upload === undefined ? [] : ['--upload-file', '-']),
    ...(options.args ?? []),
    request.url,
  ];
  return parseResponse(await runProgram({ command: 'curl', args }, options.upload));
}

function parseResponse(output: string): CurlResponse {
  const end = output.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = output.slice(0, end).split('\r\n');
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(headers),
    body: output.slice(end + 4),
  };
}
