import { problemOf, serviceError } from '@ossferry/contract';
import { secretsIn } from '@ossferry/downloader-core/internal';
import { oneLine } from '../one-line.ts';
import { type CheckResult, fail, pass, skip } from './check-result.ts';
import type { Cause } from './explain-refusal.ts';
import type { ProbeResponse } from './probe.ts';

/** Checks whether the object may be read, from the response to a GET of its first byte. */
export async function checkPermission(
  url: string,
  response: ProbeResponse | undefined,
  explain: (refused: ProbeResponse) => Promise<Cause | undefined>,
): Promise<CheckResult> {
  if (response === undefined) return skip('permission', 'No response.');
  const { status, body } = response;
  if (status === 200 || status === 206) return pass('permission', 'The object can be read.');
  if (isEmptyObject(response)) return pass('permission', 'The object can be read; it is empty.');
  const error = serviceError({ status, header: response.header, body, secrets: secretsIn(url) });
  const what = problemOf(error);
  const cause = await explain(response);
  return cause === undefined
    ? fail('permission', oneLine(what), oneLine(error.advice ?? ''))
    : fail('permission', oneLine(`${what} ${cause.evidence}`), oneLine(cause.fix));
}

/** An empty object has no byte 0: the range is refused or ignored. */
export function isEmptyObject({ status, header }: ProbeResponse): boolean {
  if (status === 200) return header('content-length') === '0';
  return status === 416 && /^(bytes \*\/0)?$/.test(header('content-range') ?? '');
}
