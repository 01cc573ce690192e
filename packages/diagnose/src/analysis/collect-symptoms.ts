import { readSentRequest } from '../compare/read-sent-request.ts';
import type { SignedForm } from '../compare/signed-form.ts';
import type { Candidate } from '../finding.ts';
import { readSignature } from '../url/read-signature.ts';
import { splitUrl } from '../url/split-url.ts';
import type { Case } from './case.ts';
import { findChangesInTransit, findRequestSymptoms } from './find-request-symptoms.ts';

/** What can be found without a secret. */
export interface Symptoms {
  /** Changes in transit to a URL that was already damaged; empty for an undamaged URL. */
  readonly inTransit: readonly Candidate[];
  /** Other problems of the request. */
  readonly candidates: readonly Candidate[];
}

/** Collects problems of a request besides damage to the URL. Changes in transit are relative to the damaged URL. */
export function collectSymptoms(subject: Case): Symptoms {
  if (subject.repaired.defects.length === 0) return { inTransit: [], candidates: findRequestSymptoms(subject) };
  return {
    inTransit: findChangesInTransit({ ...subject, sent: readDamaged(subject) }),
    candidates: findRequestSymptoms({ ...subject, received: undefined }),
  };
}

/** Reads the URL as it was used, including the damage. */
function readDamaged({ input, sent, received }: Case): SignedForm {
  const parts = splitUrl(input.url.trim());
  if (parts.scheme === '') return sent;
  return readSentRequest(parts, readSignature(parts.parameters), input, received);
}
