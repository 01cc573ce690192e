import type { Change, Range } from './received-ranges.ts';

// Runs in the worker before the download and reports to the page which bytes are requested and received. It wraps the
// readers, since an intermediate stream would copy every byte.
const channel = new BroadcastChannel(location.hash.slice(1));
const reportDelayMs = 80;
const send = globalThis.fetch;
let pending: Change[] = [];

globalThis.fetch = async (input, init) => {
  const range = new Headers(init?.headers).get('range') ?? '';
  const [, start = 0, last] = /^bytes=(\d+)-(\d+)?$/.exec(range) ?? [];
  // A range that is requested again was lost. A range without an end only requests the size.
  if (last !== undefined) report([Number(start), Number(last) + 1], false);
  const response = await send(input, init);
  const { body, ok, status } = response;
  if (!ok || body === null) return response;
  observeReads(body, status === 206 ? Number(start) : 0);
  return response;
};

function observeReads(body: ReadableStream<Uint8Array>, firstByte: number): void {
  let offset = firstByte;
  const getReader: (...args: readonly unknown[]) => Reader = body.getReader.bind(body) as never;
  const getObservedReader = (...args: readonly unknown[]): Reader => {
    const reader = getReader(...args);
    const read = reader.read.bind(reader);
    reader.read = async (...into) => {
      const result = await read(...into);
      const length = result.value?.byteLength ?? 0;
      if (length > 0) report([offset, offset + length], true);
      offset += length;
      return result;
    };
    return reader;
  };
  Object.assign(body, { getReader: getObservedReader });
}

interface Reader {
  read: (...into: readonly unknown[]) => Promise<{ readonly value?: Uint8Array | undefined }>;
}

function report(range: Range, isReceived: boolean): void {
  if (pending.length === 0) {
    setTimeout(() => {
      channel.postMessage(pending);
      pending = [];
    }, reportDelayMs);
  }
  pending.push({ range, isReceived });
}
