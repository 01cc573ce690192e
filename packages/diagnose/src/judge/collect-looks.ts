import { lowerCase, readSentRequest } from '../compare/read-sent-request.ts';
import type { SignedForm } from '../compare/signed-form.ts';
import type { Suspicion } from '../finding.ts';
import type { SignedInput } from '../signed-input.ts';
import { readSignature } from '../url/read-signature.ts';
import { splitUrl } from '../url/split-url.ts';
import type { Case } from './case.ts';
import { compareSides, suspectByLooks } from './suspect-by-looks.ts';

/** What shows without a secret. */
export interface Looks {
  /** What became of a damaged URL on its way; empty when the URL is whole. */
  readonly onTheWay: readonly Suspicion[];
  /** What looks wrong with the request. */
  readonly suspicions: readonly Suspicion[];
}

/** Collects what looks wrong. Damage to the URL is named already: what happened later is compared with the damaged URL. */
export function collectLooks(subject: Case): Looks {
  const { input, mended, signature, sent, received } = subject;
  const headersKnown = input.request?.headers !== undefined;
  const signed = readSigner(input.signed);
  if (mended.damages.length === 0) {
    return { onTheWay: [], suspicions: suspectByLooks({ signature, sent, headersKnown, received, signed }) };
  }
  return {
    onTheWay: compareSides(readDamaged(subject), received, headersKnown),
    suspicions: suspectByLooks({ signature, sent, headersKnown, received: undefined, signed }),
  };
}

/** What the signer says, with names as they are compared. */
export function readSigner({ method, bucket, signedHeaders }: SignedInput = {}): SignedInput {
  return { method: method?.toUpperCase(), bucket, signedHeaders: signedHeaders && lowerCase(signedHeaders) };
}

/** Reads the URL as it was used, damage and all. */
function readDamaged({ input, sent, received }: Case): SignedForm {
  const parts = splitUrl(input.url.trim());
  if (parts.scheme === '') return sent;
  return readSentRequest(parts, readSignature(parts.parameters), input, received);
}
