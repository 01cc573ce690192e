import type { HostReport } from '../url/read-host.ts';
import type { UrlSignature } from '../url/read-signature.ts';

/** What else is known where an answer is read. */
export interface AnswerContext {
  readonly host: HostReport & { readonly name: string };
  readonly signature: UrlSignature;
  readonly key: string;
}
