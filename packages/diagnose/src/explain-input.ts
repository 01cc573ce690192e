import type { Credentials } from '@ossferry/contract';
import type { RequestInput } from './compare/read-sent-request.ts';
import type { ResponseInput } from './response/read-response.ts';
import type { SignedInput } from './signed-input.ts';
import type { Texts } from './texts/texts.ts';

/** What is known about a request that OSS refused. More input gives better findings. */
export interface ExplainInput {
  /** The presigned URL, as it was used. */
  readonly url: string;
  /** The request that was made with the URL. */
  readonly request?: RequestInput | undefined;
  /** What the signer signed: for example, the result of `presign`. */
  readonly signed?: SignedInput | undefined;
  readonly response?: ResponseInput | undefined;
  /** The body of the response, if nothing else of it is known. */
  readonly errorXml?: string | undefined;
  /** The credentials that signed the URL. With them, recomputing the signature can prove the cause. */
  readonly credentials?: Credentials | null | undefined;
  /** The time to check the URL at, if the response contains none. @default the current time */
  readonly now?: Date | undefined;
  /** The time on the clock of this machine when the response arrived: shows whether the clock is wrong. */
  readonly receivedAt?: Date | undefined;
  /** The language. @default English */
  readonly texts?: Texts | undefined;
  /** Show signatures, tokens and keys instead of masking them. @default false */
  readonly showSecrets?: boolean | undefined;
}
