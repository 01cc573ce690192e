import type { Answer } from '../answer/read-answer.ts';
import type { SignedForm } from '../compare/signed-form.ts';
import type { ExplainInput } from '../explain-input.ts';
import type { MendedUrl } from '../url/find-damage.ts';
import type { UrlSignature } from '../url/read-signature.ts';

/** A refusal, taken apart. */
export interface Case {
  readonly input: ExplainInput;
  readonly mended: MendedUrl;
  readonly signature: UrlSignature;
  readonly answer: Answer | undefined;
  /** As the mended URL and its user say. */
  readonly sent: SignedForm;
  /** As OSS received it, if it said so. */
  readonly received: SignedForm | undefined;
}
