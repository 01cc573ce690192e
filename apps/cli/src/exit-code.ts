import { type ErrorPhase, OssError } from '@ossferry/contract';

/** The exit codes, as `--help` and the README list them. */
export const exitCodes: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'success'],
  [1, 'internal error (a bug in ossferry)'],
  [2, 'invalid command line, configuration or manifest'],
  [3, 'no usable credentials, or the URL could not be renewed'],
  [4, 'OSS refused the request'],
  [5, 'network error'],
  [6, 'local file or disk error'],
  [7, 'verification failed, or the object changed'],
  [8, 'some objects of a batch failed'],
  [130, 'interrupted by Ctrl-C (143: SIGTERM; 141: stdout was closed)'],
];

/** Maps an error to its exit code: by its code first, then by its phase. */
export function exitCodeOf(error: unknown): number {
  if (!OssError.isInstance(error)) return 1;
  return byCode.get(error.code) ?? (isRefusal(error) ? 4 : byPhase[error.phase]);
}

// A Map, because a server may send the code `constructor`, which every object inherits.
const byCode: ReadonlyMap<string, number> = new Map([
  ['Interrupted', 130],
  ['Terminated', 143],
  ['ObjectChanged', 7],
  ['ChecksFailed', 4],
  ['ProxyRefused', 5],
  ['RenewalFailed', 3],
  ['BatchIncomplete', 8],
]);

const byPhase: Readonly<Record<ErrorPhase, number>> = {
  config: 2,
  credentials: 3,
  sign: 2,
  connect: 5,
  headers: 5,
  body: 5,
  disk: 6,
  verify: 7,
};

/** Whether OSS refused the request. An error of a credentials service has a status too. */
function isRefusal({ status, phase }: OssError): boolean {
  return status !== undefined && status >= 300 && phase !== 'credentials';
}
