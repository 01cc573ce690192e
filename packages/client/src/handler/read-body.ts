import { refuse } from './refusal.ts';

/** More than any request needs: the longest key has 1024 bytes. */
const maxBytes = 16 * 1024;

/** Reads a body that is not too long, and no further than that. One that somebody else has read is empty. */
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
