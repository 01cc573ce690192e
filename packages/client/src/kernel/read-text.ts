export interface ReadTextLimits {
  readonly maxBytes: number;
  readonly maxMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a body as text within limits. If it breaks off, exceeds a limit or is aborted, returns the text up to that point:
 * the caller also has the status.
 */
export async function readText({ body }: Response, limits: ReadTextLimits): Promise<string> {
  const { maxBytes, maxMs, signal } = limits;
  if (body === null || body.locked) return '';
  const reader = body.getReader();
  // This also ends a pending read.
  const stop = (): void => void reader.cancel().catch(() => undefined);
  const timer = setTimeout(stop, maxMs);
  signal?.addEventListener('abort', stop);
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let sizeBytes = 0; sizeBytes < maxBytes && !signal?.aborted; ) {
      const { done, value } = await reader.read();
      if (done) break;
      sizeBytes += value.byteLength;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // Only the explanation is incomplete; the caller throws the refusal itself.
  }
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  stop();
  return text;
}
