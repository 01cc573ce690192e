/** Reads a body as text up to a limit. A body that breaks off gives what came: the status says enough. */
export async function readText(response: Response, maximumBytes: number): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let sizeBytes = 0;
  try {
    while (sizeBytes < maximumBytes) {
      const { done, value } = await reader.read();
      if (done) return text;
      sizeBytes += value.byteLength;
      text += decoder.decode(value, { stream: true });
    }
    await reader.cancel();
  } catch {
    // What broke here is only the explanation; the caller throws the refusal itself.
  }
  return text;
}
