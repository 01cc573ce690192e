import type { Fault } from '../faults/fault.ts';
import type { OssRequest } from './oss-request.ts';
import type { Target } from './route-request.ts';
import type { ServerState } from './server-state.ts';

/** Asks the fault source of the server about a request. */
export function chooseFaults(state: ServerState, request: OssRequest, target: Target | undefined): readonly Fault[] {
  const chosen = state.faults?.({
    number: state.requestCount,
    method: request.method,
    bucket: target?.bucket.name ?? '',
    key: target?.key ?? '',
    // Reversed, because the first of equal names is the one that counts.
    query: Object.fromEntries(request.query.toReversed().map(({ name, value }) => [name, value])),
    headers: Object.fromEntries(request.headers),
  });
  if (chosen === undefined) {
    return [];
  }
  return 'type' in chosen ? [chosen] : chosen;
}
