import { type Candidate, makeCandidate, weights } from '../finding.ts';
import { chooseCause } from './choose-cause.ts';
import { readFacts } from './read-facts.ts';
import type { OssResponse } from './read-response.ts';
import type { ResponseContext } from './response-context.ts';

/** Names the cause that a response reports; `undefined` if it reports none. A success can report a forced download. */
export function diagnoseResponse(response: OssResponse, context: ResponseContext): Candidate | undefined {
  const { code, ec, status, succeeded } = response;
  if (succeeded) {
    return ec?.startsWith('0048-') ? makeCandidate('ForcedDownload', undefined, weights.reported) : undefined;
  }
  if (code === undefined && status === undefined) return undefined;
  const cause = chooseCause(response, context);
  return makeCandidate(cause, readFacts(cause, response, context), weights.reported);
}
