/** Lends buffers of one size, so that they are reused by later streams. */
export interface BufferPool {
  readonly acquire: () => Uint8Array;
  readonly release: (buffer: Uint8Array) => void;
}

/** `allocate` returns a new buffer. */
export function createBufferPool(allocate: () => Uint8Array): BufferPool {
  const free: Uint8Array[] = [];
  return {
    acquire: () => free.pop() ?? allocate(),
    release(buffer) {
      free.push(buffer);
    },
  };
}
