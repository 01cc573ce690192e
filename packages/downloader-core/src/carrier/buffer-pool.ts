/** Lends buffers of one size, so that streams that come and go do not leave one behind each. */
export interface BufferPool {
  readonly take: () => Uint8Array;
  readonly giveBack: (buffer: Uint8Array) => void;
}

/** `allocate` gives the memory of a buffer that is not there yet. */
export function createBufferPool(allocate: () => Uint8Array): BufferPool {
  const free: Uint8Array[] = [];
  return {
    take: () => free.pop() ?? allocate(),
    giveBack(buffer) {
      free.push(buffer);
    },
  };
}
