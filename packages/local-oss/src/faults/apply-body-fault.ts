import { setTimeout as sleep } from 'node:timers/promises';
import type { ResponseBody } from '../protocol/oss-response.ts';
import { Disconnect } from './disconnect.ts';
import type { DripFault, Fault, FlipBitFault, ObjectChangeFault } from './fault.ts';

/** What faults need while a body is being sent. */
export interface FaultContext {
  /** Aborts when the client has disconnected. */
  readonly signal: AbortSignal;
  /** Applies a `replace-object` or `delete-object` fault. */
  readonly changeObject: (fault: ObjectChangeFault) => Promise<void>;
}

/** Applies a fault to a body; faults that do not concern bodies leave it unchanged. */
export function applyBodyFault(body: ResponseBody, fault: Fault, { signal, changeObject }: FaultContext): ResponseBody {
  const atOffset = (offset: number | undefined, act: () => Promise<void>): ResponseBody =>
    offset === undefined ? body : { ...body, chunks: actAtOffset(body.chunks, offset, act) };
  switch (fault.type) {
    case 'flip-bit':
      return body.objectOffset === undefined
        ? body
        : { ...body, chunks: flipBit(body.chunks, body.objectOffset, fault) };
    case 'chunked':
      return { ...body, sizeBytes: undefined };
    case 'truncate':
      return { ...body, sizeBytes: undefined, chunks: truncate(body.chunks, fault.afterBodyBytes) };
    case 'drip':
      return { ...body, chunks: drip(body.chunks, fault, signal) };
    case 'stall':
      return atOffset(fault.afterBodyBytes, () => sleep(fault.durationMs ?? maxTimerMs, undefined, { signal }));
    case 'disconnect':
      return atOffset(fault.afterBodyBytes, () => Promise.reject(new Disconnect(fault)));
    case 'replace-object':
    case 'delete-object':
      return atOffset(fault.afterBodyBytes, () => changeObject(fault));
    default:
      return body;
  }
}

/** The longest delay of a Node.js timer, 24 days. */
const maxTimerMs = 2 ** 31 - 1;

/** Runs `act` when exactly `offset` bytes have been sent. */
async function* actAtOffset(
  chunks: AsyncIterable<Uint8Array>,
  offset: number,
  act: () => Promise<void>,
): AsyncIterable<Uint8Array> {
  let position = 0;
  let isPending = true;
  for await (const chunk of chunks) {
    const split = offset - position;
    position += chunk.length;
    if (isPending && split <= chunk.length) {
      isPending = false;
      yield chunk.subarray(0, split);
      await act();
      yield chunk.subarray(split);
    } else {
      yield chunk;
    }
  }
  if (isPending && offset === position) await act();
}

async function* truncate(chunks: AsyncIterable<Uint8Array>, sizeBytes: number): AsyncIterable<Uint8Array> {
  let remaining = sizeBytes;
  for await (const chunk of chunks) {
    yield chunk.subarray(0, remaining);
    remaining -= chunk.length;
    if (remaining <= 0) return;
  }
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
    // A copy: in memory, the chunk is the stored object itself.
    const damaged = Uint8Array.from(chunk);
    damaged[index] = byte ^ (1 << (fault.bit ?? 0));
    yield damaged;
  }
}
