import { parse } from 'content-disposition';

/**
 * Reads the file name out of a `Content-Disposition` header (RFC 6266): `filename*` wins over `filename`. Gives
 * `undefined` when it has none, whatever else it holds. The name is as the sender wrote it: {@link safeFileName} makes it
 * fit for a file.
 */
export function dispositionFileName(header: string): string | undefined {
  return parse(fromUtf8(header)).parameters['filename'] || undefined;
}

// Bytes of a header arrive as Latin-1, and many senders put raw UTF-8 into them.
function fromUtf8(header: string): string {
  if (!/^[\0-\xff]*$/.test(header)) return header;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}
