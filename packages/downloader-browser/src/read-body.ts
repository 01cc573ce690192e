type Body = ReadableStream<Uint8Array<ArrayBuffer>>;

const readBytes = 1024 * 1024;

/** Passes a body to `onChunk` in order and awaits its promises; a chunk is valid only during the call. */
export async function readBody(
  body: Body | null,
  onChunk: (chunk: Uint8Array<ArrayBuffer>) => void | Promise<void>,
): Promise<void> {
  if (body === null) return;
  const { reader, read } = openReader(body);
  try {
    for (let { done, value } = await read(); !done && value !== undefined; { done, value } = await read()) {
      const handled = onChunk(value);
      if (handled !== undefined) await handled;
    }
  } catch (error) {
    reader.cancel().catch(() => undefined); // An unread body would keep its connection open.
    throw error;
  }
}

interface BodyReader {
  readonly reader: ReadableStreamGenericReader;
  readonly read: () => Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>>;
}

// A byte stream fills the same buffer again and again: large chunks and no garbage.
function openReader(body: Body): BodyReader {
  let buffer = new ArrayBuffer(readBytes);
  let reader: ReadableStreamBYOBReader;
  try {
    reader = body.getReader({ mode: 'byob' });
  } catch {
    const plainReader = body.getReader();
    return { reader: plainReader, read: () => plainReader.read() };
  }
  return {
    reader,
    async read() {
      const result = await reader.read(new Uint8Array(buffer));
      if (result.value !== undefined) buffer = result.value.buffer;
      return result;
    },
  };
}
