import type { HeaderMap } from '@ossferry/contract';
import type { ProbeResponse } from './probe.ts';
import type { Target } from './target.ts';

/** Why a request was refused, as text without secrets. */
export interface Cause {
  readonly evidence: string;
  readonly fix: string;
}

/** Returns the first cause that an offline diagnosis of the refusal finds. */
export async function explainRefusal(
  target: Target,
  sent: HeaderMap,
  refused: ProbeResponse,
): Promise<Cause | undefined> {
  const { explain } = await import('@ossferry/diagnose');
  const { status, headers, body, atMs } = refused;
  const [first] = explain({
    url: target.url,
    request: { method: 'GET', headers: sent },
    signed: { method: 'GET', bucket: target.bucket },
    response: { status, headers, body },
    receivedAt: new Date(atMs),
  });
  return first;
}
