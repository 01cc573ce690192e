import type { AuditEntry } from '@ossferry/client/handler';

/** Writes what was signed or refused as one line, and why the server failed below it. */
export function writeAudit({ at, signingRequest, status, code, cause }: AuditEntry): string {
  const object = signingRequest === undefined ? '' : quote(`${signingRequest.bucket}/${signingRequest.key}`);
  const line = `  ${at.toISOString()}  ${status} ${code ?? 'signed'}  ${object}`;
  if (cause === undefined) return line;
  return `${line}\n${cause instanceof Error ? cause.stack : String(cause)}`;
}

// Whoever asks chooses the names: they must neither look like a line of their own nor steer the terminal.
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
