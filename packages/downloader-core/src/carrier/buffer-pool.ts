/** Lends buffers of one size, so that they are reused by later streams. */
export interface BufferPool {
  readonly take: () => Uint8Array;
  readonly giveBack: (buffer: Uint8Array) => void;
}

/** `allocate` returns a new buffer. */
export function createBufferPool(allocate: () => Uint8Array): BufferPool {
  const free: Uint8Array[] = [];
  return {
    take: () => free.pop() ?? allocate(),
    giveBack(buffer) {
      free.push(buffer);
    },
  };
}
