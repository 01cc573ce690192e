import type { Range } from './received-ranges.ts';

// Runs in the worker before the download does, and tells the page which bytes arrive. Reads are watched where they are
// made: another stream in between would copy every byte.
const channel = new BroadcastChannel(location.hash.slice(1));
const tellAfterMs = 80;
const send = globalThis.fetch;
let pending: Range[] = [];

globalThis.fetch = async (input, init) => {
  const response = await send(input, init);
  const { body, ok, status } = response;
  if (!ok || body === null) return response;
  const range = new Headers(init?.headers).get('range') ?? '';
  watchReads(body, status === 206 ? Number(/^bytes=(\d+)-/.exec(range)?.[1] ?? 0) : 0);
  return response;
};

function watchReads(body: ReadableStream<Uint8Array>, firstByte: number): void {
  let offset = firstByte;
  const getReader: (...words: readonly unknown[]) => Reader = body.getReader.bind(body) as never;
  const getWatched = (...words: readonly unknown[]): Reader => {
    const reader = getReader(...words);
    const read = reader.read.bind(reader);
    reader.read = async (...into) => {
      const result = await read(...into);
      const length = result.value?.byteLength ?? 0;
      if (length > 0) tell([offset, offset + length]);
      offset += length;
      return result;
    };
    return reader;
  };
  Object.assign(body, { getReader: getWatched });
}

interface Reader {
  read: (...into: readonly unknown[]) => Promise<{ readonly value?: Uint8Array | undefined }>;
}

function tell(range: Range): void {
  if (pending.length === 0) {
    setTimeout(() => {
      channel.postMessage(pending);
      pending = [];
    }, tellAfterMs);
  }
  pending.push(range);
}
