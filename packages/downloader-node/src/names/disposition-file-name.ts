import { parse } from 'content-disposition';

/**
 * Returns the file name in a `Content-Disposition` header (RFC 6266); `undefined` if there is none. `filename*` takes
 * precedence over `filename`. The name is not sanitized: pass it to {@link safeFileName}.
 */
export function dispositionFileName(header: string): string | undefined {
  return parse(fromUtf8(header)).parameters['filename'] || undefined;
}

// Header bytes are decoded as Latin-1, but many servers send UTF-8.
function fromUtf8(header: string): string {
  if (!/^[\0-\xff]*$/.test(header)) return header;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}
