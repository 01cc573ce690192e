export interface ReadWholeOptions {
  readonly maxBytes: number;
  /** Creates the error for a longer stream. */
  readonly onTooMuch: () => Error;
  /** Whether reading can stop before the end. @default reads to the end */
  readonly isEnough?: ((text: string) => boolean) | undefined;
}

/** Reads a stream as UTF-8 text, up to a maximum, because it may be endless. */
export async function readWhole(
  stream: NodeJS.ReadableStream,
  { maxBytes, onTooMuch, isEnough = () => false }: ReadWholeOptions,
): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  let sizeBytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw onTooMuch();
    text += decoder.decode(chunk, { stream: true });
    if (isEnough(text)) break;
  }
  return text + decoder.decode();
}
