import type { Cause, CauseFacts } from '../cause.ts';
import type { HostReport } from '../url/read-host.ts';

/** What indicates a cause, and how to fix it: one or two sentences each. */
export type Explanation = readonly [evidence: string, fix: string];

/** All texts in one language. The compiler requires a text for each cause. */
export interface Texts {
  readonly language: 'en' | 'zh' | 'ja';
  readonly causes: {
    readonly [Name in Cause]: CauseFacts[Name] extends undefined
      ? Explanation
      : (facts: CauseFacts[Name]) => Explanation;
  };
  /** The effects of parameters that change the response. */
  readonly overrides: { readonly [Name in Override]: string };
  /** Kinds of hosts. */
  readonly hosts: { readonly [Name in HostReport['addressing' | 'endpoint']]: string };
  /** Headings and values of reports. */
  readonly labels: { readonly [Name in Label]: string };
}

/** The kinds of parameters that change the response. */
export type Override =
  | 'response-header'
  | 'response-content-type'
  | 'x-oss-process'
  | 'versionId'
  | 'x-oss-traffic-limit'
  | 'callback'
  | 'upload'
  | 'sub-resource';

export type Label =
  | 'version'
  | 'none'
  | 'method'
  | 'methodUnknown'
  | 'bucket'
  | 'key'
  | 'host'
  | 'region'
  | 'unknown'
  | 'accessKeyId'
  | 'scope'
  | 'validFrom'
  | 'validUntil'
  | 'timeLeft'
  | 'expired'
  | 'notYetValid'
  | 'token'
  | 'tokenPresent'
  | 'tokenAbsent'
  | 'signedHeaders'
  | 'signedHeadersDefault'
  | 'overrides'
  | 'defects'
  | 'repaired'
  | 'fix'
  | 'proven'
  | 'signed'
  | 'received'
  | 'nothingFound';
