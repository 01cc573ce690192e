import type { Cause, CauseFacts } from '../cause.ts';

/** What shows a cause, and what to do about it: one or two sentences each. */
export type Explanation = readonly [evidence: string, fix: string];

/** Everything that is said, in one language. A cause without a text, and a text without its facts, do not compile. */
export interface Texts {
  readonly language: 'en' | 'zh' | 'ja';
  readonly causes: {
    readonly [Name in Cause]: CauseFacts[Name] extends undefined
      ? Explanation
      : (facts: CauseFacts[Name]) => Explanation;
  };
  /** What OSS does with a parameter that changes its answer. */
  readonly overrides: { readonly [Name in Override]: string };
  /** Headings and values of reports. */
  readonly labels: { readonly [Name in Label]: string };
}

/** The kinds of parameters that change an answer. */
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
  | 'damages'
  | 'repaired'
  | 'fix'
  | 'proven'
  | 'signed'
  | 'received'
  | 'nothingFound';
