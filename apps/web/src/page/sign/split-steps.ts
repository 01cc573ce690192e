import type { SignedPart } from '../texts/texts.ts';

/** What was hashed on the way to a signature. */
export interface SigningSteps {
  /** Of V4 alone. */
  readonly canonicalRequest?: string | undefined;
  readonly stringToSign: string;
}

/** One part of what was hashed, and the lines of it. */
export interface StepPart {
  readonly part: SignedPart;
  readonly text: string;
}

/** Takes a canonical request of V4 apart; headers are the only part of more than one line. */
export function splitCanonicalRequest(canonicalRequest: string): readonly StepPart[] {
  const [method, path, query, ...rest] = canonicalRequest.split('\n');
  const payload = rest.pop();
  const additionalHeaders = rest.pop();
  return toParts({ method, path, query, headers: rest.join('\n').trimEnd(), additionalHeaders, payload });
}

/** Takes a string to sign apart, of V4 or V1. */
export function splitStringToSign({ canonicalRequest, stringToSign }: SigningSteps): readonly StepPart[] {
  const lines = stringToSign.split('\n');
  if (canonicalRequest !== undefined) {
    const [algorithm, date, scope, hash] = lines;
    return toParts({ algorithm, date, scope, hash });
  }
  const [method, contentMd5, contentType, expires, ...rest] = lines;
  const resource = rest.pop();
  return toParts({ method, contentMd5, contentType, expires, headers: rest.join('\n'), resource });
}

function toParts(parts: { readonly [Part in SignedPart]?: string | undefined }): readonly StepPart[] {
  return Object.entries(parts).map(([part, text = '']) => ({ part: part as SignedPart, text }));
}
