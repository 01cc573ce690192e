import type { Fault } from '../faults/fault.ts';
import type { OssRequest } from '../protocol/oss-request.ts';
import type { Target } from '../routing/route-request.ts';
import type { ServerState } from './server-state.ts';

/** Calls the fault source with a request. */
export function chooseFaults(state: ServerState, request: OssRequest, target: Target | undefined): readonly Fault[] {
  const chosen = state.faults?.({
    number: state.requestCount,
    method: request.method,
    bucket: target?.bucket.name ?? '',
    key: target?.key ?? '',
    // Reversed, so that the first value of a repeated name counts.
    query: Object.fromEntries(request.query.toReversed().map(({ name, value }) => [name, value])),
    headers: Object.fromEntries(request.headers),
  });
  if (chosen === undefined) return [];
  return 'type' in chosen ? [chosen] : chosen;
}
