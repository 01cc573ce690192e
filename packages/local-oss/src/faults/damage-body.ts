import { setTimeout as sleep } from 'node:timers/promises';
import type { ResponseBody } from '../server/oss-response.ts';
import type { DripFault, FlipBitFault, StallFault } from './body-fault.ts';
import { Disconnect } from './disconnect.ts';
import type { Fault } from './fault.ts';
import type { ObjectChangeFault } from './object-fault.ts';

/** What happening in the middle of a body needs. */
export interface DamageContext {
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
  /** Carries out `replace-object` and `delete-object`. */
  readonly changeObject: (fault: ObjectChangeFault) => Promise<void>;
}

/** Puts a fault into a body; faults that do not concern bodies leave it alone. */
export function damageBody(body: ResponseBody, fault: Fault, context: DamageContext): ResponseBody {
  switch (fault.type) {
    case 'flip-bit':
      return body.objectOffset === undefined
        ? body
        : { ...body, chunks: flipBit(body.chunks, body.objectOffset, fault) };
    case 'chunked':
      return { ...body, sizeBytes: undefined };
    case 'truncate':
      return { ...body, sizeBytes: undefined, chunks: untilOffset(body.chunks, fault.afterBodyBytes, () => 'end') };
    case 'drip':
      return { ...body, chunks: drip(body.chunks, fault, context.signal) };
    case 'stall':
      return { ...body, chunks: untilOffset(body.chunks, fault.afterBodyBytes, () => stall(fault, context.signal)) };
    case 'disconnect':
      return fault.afterBodyBytes === undefined
        ? body
        : {
            ...body,
            chunks: untilOffset(body.chunks, fault.afterBodyBytes, () => {
              throw new Disconnect(fault);
            }),
          };
    case 'replace-object':
    case 'delete-object':
      return fault.afterBodyBytes === undefined
        ? body
        : {
            ...body,
            chunks: untilOffset(body.chunks, fault.afterBodyBytes, async () => {
              await context.changeObject(fault);
              return 'go on' as const;
            }),
          };
    default:
      return body;
  }
}

/** Runs `act` exactly between two bytes; it decides whether the rest still follows. */
async function* untilOffset(
  chunks: AsyncIterable<Uint8Array>,
  offset: number,
  act: () => 'go on' | 'end' | Promise<'go on' | 'end'>,
): AsyncIterable<Uint8Array> {
  let position = 0;
  let isPending = true;
  for await (const chunk of chunks) {
    const split = isPending ? offset - position : chunk.length;
    if (isPending && split <= chunk.length) {
      isPending = false;
      if (split > 0) {
        yield chunk.subarray(0, split);
      }
      if ((await act()) === 'end') {
        return;
      }
      yield chunk.subarray(split);
    } else {
      yield chunk;
    }
    position += chunk.length;
  }
  if (isPending && offset === position) {
    await act();
  }
}

async function stall(fault: StallFault, signal: AbortSignal): Promise<'go on'> {
  await (fault.durationMs === undefined ? untilAborted(signal) : sleep(fault.durationMs, undefined, { signal }));
  return 'go on';
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) {
      abort();
    }
  });
}

async function* drip(
  chunks: AsyncIterable<Uint8Array>,
  fault: DripFault,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.length; offset += fault.chunkBytes) {
      await sleep(fault.pauseMs, undefined, { signal });
      yield chunk.subarray(offset, offset + fault.chunkBytes);
    }
  }
}

async function* flipBit(
  chunks: AsyncIterable<Uint8Array>,
  objectOffset: number,
  fault: FlipBitFault,
): AsyncIterable<Uint8Array> {
  let position = objectOffset;
  for await (const chunk of chunks) {
    const index = fault.objectOffset - position;
    const byte = chunk[index];
    position += chunk.length;
    if (byte === undefined) {
      yield chunk;
      continue;
    }
    // A copy: in memory the chunk is the object itself.
    const damaged = Uint8Array.from(chunk);
    damaged[index] = byte ^ (1 << (fault.bit ?? 0));
    yield damaged;
  }
}
