/** Lends buffers of one size, so that streams that come and go do not leave one behind each. */
export interface BufferPool {
  readonly take: () => Uint8Array;
  readonly giveBack: (buffer: Uint8Array) => void;
}

export function createBufferPool(
  sizeBytes: number,
  allocate: (sizeBytes: number) => Uint8Array = allocateAnywhere,
): BufferPool {
  const free: Uint8Array[] = [];
  return {
    take: () => free.pop() ?? allocate(sizeBytes),
    giveBack(buffer) {
      free.push(buffer);
    },
  };
}

function allocateAnywhere(sizeBytes: number): Uint8Array {
  return new Uint8Array(sizeBytes);
}
