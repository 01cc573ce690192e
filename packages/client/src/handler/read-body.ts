import { refuse } from './refusal.ts';

/** More than any request needs: the maximum size of a key is 1024 bytes. */
const maxBytes = 16 * 1024;

/** Reads a body. Refuses one that is too long without reading it further; one that was already read is empty. */
export async function readBody(request: Request): Promise<string> {
  if (request.bodyUsed) return '';
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) throw refuse(413, 'RequestTooLarge', `The body is longer than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return new Blob(chunks as Uint8Array<ArrayBuffer>[]).text();
}
