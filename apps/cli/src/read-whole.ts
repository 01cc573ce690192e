export interface ReadWholeOptions {
  readonly maxBytes: number;
  /** Makes the error for more than that. */
  readonly onTooMuch: () => Error;
  /** Whether what has come is all that is wanted. @default the end is waited for */
  readonly isEnough?: ((text: string) => boolean) | undefined;
}

/** Reads a stream as one text in UTF-8: one that does not end must not fill the memory. */
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
