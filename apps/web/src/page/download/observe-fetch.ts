import type { Change, Range } from './received-ranges.ts';

// Runs in the worker before the download does, and tells the page which bytes are asked for and which arrive. Reads
// are watched where they are made: another stream in between would copy every byte.
const channel = new BroadcastChannel(location.hash.slice(1));
const tellAfterMs = 80;
const send = globalThis.fetch;
let pending: Change[] = [];

globalThis.fetch = async (input, init) => {
  const range = new Headers(init?.headers).get('range') ?? '';
  const [, start = 0, last] = /^bytes=(\d+)-(\d+)?$/.exec(range) ?? [];
  // What is asked for again was lost, whatever came of it before. A range without an end only asks for a size.
  if (last !== undefined) tell([Number(start), Number(last) + 1], false);
  const response = await send(input, init);
  const { body, ok, status } = response;
  if (!ok || body === null) return response;
  watchReads(body, status === 206 ? Number(start) : 0);
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
      if (length > 0) tell([offset, offset + length], true);
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

function tell(range: Range, isReceived: boolean): void {
  if (pending.length === 0) {
    setTimeout(() => {
      channel.postMessage(pending);
      pending = [];
    }, tellAfterMs);
  }
  pending.push({ range, isReceived });
}
