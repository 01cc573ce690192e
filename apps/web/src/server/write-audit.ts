import type { AuditEntry } from '@ossferry/client/handler';

/** Formats a signed or refused request as one line, followed by the cause if the server failed. */
export function writeAudit({ at, signingRequest, status, code, cause }: AuditEntry): string {
  const object = signingRequest === undefined ? '' : quote(`${signingRequest.bucket}/${signingRequest.key}`);
  const line = `  ${at.toISOString()}  ${status} ${code ?? 'signed'}  ${object}`;
  if (cause === undefined) return line;
  return `${line}\n${cause instanceof Error ? cause.stack : String(cause)}`;
}

// The names come from the client: they must not forge log lines or control the terminal.
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
