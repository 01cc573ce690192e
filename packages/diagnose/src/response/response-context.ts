import type { HostReport } from '../url/read-host.ts';
import type { UrlSignature } from '../url/read-signature.ts';

/** What the URL says about the request behind a response. */
export interface ResponseContext {
  readonly host: HostReport & { readonly name: string };
  readonly signature: UrlSignature;
  readonly key: string;
}
