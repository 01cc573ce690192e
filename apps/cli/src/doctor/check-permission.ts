import { problemOf, serviceError } from '@ossferry/contract';
import { secretsIn } from '@ossferry/downloader-core/internal';
import { oneLine } from '../one-line.ts';
import type { Answer } from './ask.ts';
import { type CheckResult, fail, pass, skip } from './check-result.ts';
import type { Cause } from './explain-refusal.ts';

/** Says whether the object may be read, by the GET of its first byte at `url`. */
export async function checkPermission(
  url: string,
  answer: Answer | undefined,
  explain: (refused: Answer) => Promise<Cause | undefined>,
): Promise<CheckResult> {
  if (answer === undefined) return skip('permission', 'No answer came.');
  const { status, body } = answer;
  if (status === 200 || status === 206)
    return pass('permission', 'The object may be read: a GET of its first byte works.');
  if (isEmptyObject(answer)) return pass('permission', 'The object may be read; it is empty.');
  const error = serviceError({ status, header: answer.header, body, secrets: secretsIn(url) });
  const what = problemOf(error);
  const cause = await explain(answer);
  return cause === undefined
    ? fail('permission', oneLine(what), oneLine(error.advice ?? ''))
    : fail('permission', oneLine(`${what} ${cause.evidence}`), oneLine(cause.fix));
}

/** Such an object has no byte 0: a range of it is refused, or left out of account. */
export function isEmptyObject({ status, header }: Answer): boolean {
  if (status === 200) return header('content-length') === '0';
  return status === 416 && /^(bytes \*\/0)?$/.test(header('content-range') ?? '');
}
