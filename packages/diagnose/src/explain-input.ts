import type { Credentials } from '@ossferry/contract';
import type { ResponseInput } from './answer/read-answer.ts';
import type { RequestInput } from './compare/read-sent-request.ts';
import type { SignedInput } from './signed-input.ts';
import type { Texts } from './texts/texts.ts';

/** What is known of a request that OSS refused. The more of it, the more can be said. */
export interface ExplainInput {
  /** The presigned URL, as it was used. */
  readonly url: string;
  /** The request that was made with it. */
  readonly request?: RequestInput | undefined;
  /** What the signer says: the result of `presign` will do. */
  readonly signed?: SignedInput | undefined;
  readonly response?: ResponseInput | undefined;
  /** The body of the answer alone, where there is no more. */
  readonly errorXml?: string | undefined;
  /** Who signed; with them, causes are proven by recomputing the signature. */
  readonly credentials?: Credentials | null | undefined;
  /** The clock to judge a URL by that was not answered yet. @default the current time */
  readonly now?: Date | undefined;
  /** What the clock of this machine said when the answer came: shows whether it is off. */
  readonly receivedAt?: Date | undefined;
  /** The language. @default English */
  readonly texts?: Texts | undefined;
  /** Show signatures, tokens and keys instead of masking them. @default false */
  readonly showSecrets?: boolean | undefined;
}
