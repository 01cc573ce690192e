import type { SignedForm } from '../compare/signed-form.ts';
import type { ExplainInput } from '../explain-input.ts';
import type { OssResponse } from '../response/read-response.ts';
import type { SignedInput } from '../signed-input.ts';
import type { RepairedUrl } from '../url/find-damage.ts';
import type { UrlSignature } from '../url/read-signature.ts';

/** A refused request, parsed. */
export interface Case {
  readonly input: ExplainInput;
  readonly repaired: RepairedUrl;
  readonly signature: UrlSignature;
  readonly response: OssResponse | undefined;
  /** The request according to the repaired URL and the caller. */
  readonly sent: SignedForm;
  /** The request that OSS received, if the response contains it. */
  readonly received: SignedForm | undefined;
  /** What the signer signed, with the method in upper case and header names in lower case. */
  readonly signed: SignedInput;
}
