import type { SigningSteps } from '../../api.ts';
import type { SignedPart } from '../texts/texts.ts';

/** A named part of a canonical request or string to sign. */
export interface StepPart {
  readonly part: SignedPart;
  readonly text: string;
}

/** Splits a V4 canonical request; only the headers can span several lines. */
export function splitCanonicalRequest(canonicalRequest: string): readonly StepPart[] {
  const [method, path, query, ...rest] = canonicalRequest.split('\n');
  const payload = rest.pop();
  const additionalHeaders = rest.pop();
  return toParts({ method, path, query, headers: rest.join('\n').trimEnd(), additionalHeaders, payload });
}

/** Splits a V4 or V1 string to sign. */
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
