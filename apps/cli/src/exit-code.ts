import { type ErrorPhase, OssError } from '@ossferry/contract';

/** What each exit code says, for `--help` and the README. */
export const exitCodes: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'done'],
  [1, 'a defect of ossferry itself'],
  [2, 'the command line, the configuration or the list is wrong'],
  [3, 'there are no credentials, they cannot sign, or no fresh URL could be had'],
  [4, 'OSS answered and refused'],
  [5, 'the network failed'],
  [6, 'a local file or disk failed'],
  [7, 'the bytes are not those of the object, or the object changed'],
  [8, 'some of many objects failed'],
  [130, 'interrupted by Ctrl-C (143: by SIGTERM; 141: nobody reads stdout any more)'],
];

/** Gives the exit code for a failure: by what happened first, then by where it happened. */
export function exitCodeOf(error: unknown): number {
  if (!OssError.isInstance(error)) return 1;
  return byCode.get(error.code) ?? (isAnswer(error) ? 4 : byPhase[error.phase]);
}

// Not an object, which inherits: a server may well send the code `constructor`.
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

/** A source of credentials also has a status when its own service refuses; only OSS's answers count here. */
function isAnswer({ status, phase }: OssError): boolean {
  return status !== undefined && status >= 300 && phase !== 'credentials';
}
