import type { FailureKind } from '../parts/failure-kind.ts';

/** All texts of the page in one language. */
export interface Texts {
  readonly tagline: string;
  readonly language: string;
  readonly sections: string;
  readonly tabs: { readonly sign: string; readonly download: string; readonly explain: string };
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly show: string;
  readonly hide: string;
  readonly hasSpace: string;
  readonly notUrl: string;
  readonly notAllowed: string;
  readonly left: (time: string) => string;
  readonly ago: (time: string) => string;
  readonly details: string;
  readonly failures: { readonly [Kind in FailureKind]: string | ((figures: FailureFigures) => string) };
  readonly cors: { readonly [Part in 'origins' | 'methods' | 'headers' | 'exposed' | 'rule']: string };
  readonly sign: {
    readonly title: string;
    readonly lead: string;
    readonly demo: string;
    readonly bucket: string;
    readonly key: string;
    readonly keyHint: string;
    readonly samples: string;
    readonly lifetime: string;
    readonly more: string;
    readonly version: string;
    readonly newest: string;
    readonly newestVersion: (versionId: string) => string;
    readonly olderVersion: (versionId: string) => string;
    readonly fileName: string;
    readonly fileNameHint: string;
    readonly signature: string;
    readonly requestPayer: string;
    readonly rangeBehavior: string;
    readonly customDomain: string;
    readonly submit: string;
    readonly again: string;
    readonly signing: string;
    readonly empty: string;
    readonly ready: string;
    readonly changed: string;
    readonly localOnly: string;
    readonly url: string;
    readonly download: string;
    readonly endsAt: string;
    readonly expired: string;
    readonly expiredHint: string;
    readonly limitedBy: string;
    readonly limits: { readonly [Limit in 'request' | 'policy' | 'token' | 'maximum' | 'unknown']: string };
    readonly headers: string;
    readonly noHeaders: string;
    /** Above the warnings. */
    readonly warnings: string;
    /** By warning code; missing ones are shown in the signer's English. */
    readonly warningOf: { readonly [code: string]: string };
    readonly qrCode: string;
    readonly qrCodeHint: string;
    readonly qrCodeLocal: string;
    readonly program: string;
    readonly programLanguage: string;
    readonly noProgram: string;
    readonly steps: string;
    readonly stepsHint: string;
    readonly canonicalRequest: string;
    readonly stringToSign: string;
    readonly parts: { readonly [Part in SignedPart]: string };
  };
  readonly download: {
    readonly title: string;
    readonly lead: string;
    readonly url: string;
    readonly urlHint: string;
    readonly submit: string;
    readonly starting: string;
    readonly running: string;
    readonly waiting: { readonly [Cause in 'network' | 'retry']: string };
    readonly paused: string;
    readonly verified: string;
    readonly failed: string;
    readonly complete: string;
    readonly pause: string;
    readonly resume: string;
    readonly discard: string;
    readonly retry: string;
    readonly startAgain: string;
    readonly save: string;
    readonly saved: string;
    readonly newDownload: string;
    readonly explain: string;
    readonly map: string;
    readonly rate: (rate: string) => string;
    readonly remaining: (time: string) => string;
    readonly reload: string;
    readonly reloadPasted: string;
    readonly busy: (fileName: string) => string;
    readonly elsewhere: (fileName: string) => string;
    readonly confirmDiscard: (fileName: string) => string;
    readonly otherUrl: string;
    readonly pasteAgain: string;
    readonly pasteAgainKept: string;
    readonly verifiedCrc64: string;
    readonly verifiedLength: string;
    readonly resumed: (bytes: string) => string;
    readonly renewed: (times: number) => string;
    readonly size: string;
    readonly duration: string;
  };
  readonly explain: {
    readonly title: string;
    readonly lead: string;
    readonly url: string;
    readonly xml: string;
    readonly xmlHint: string;
    readonly headers: string;
    readonly headersHint: string;
    readonly headersMistake: string;
    readonly submit: string;
    readonly example: string;
    readonly test: string;
    readonly testing: string;
    readonly responded: (status: number) => string;
    readonly unreadable: string;
    readonly nothing: string;
    readonly reasons: string;
    readonly fix: string;
    readonly report: string;
    readonly local: string;
  };
}

/** The values that a text about a failure can contain. */
export interface FailureFigures {
  /** The error code of the response, or its status. */
  readonly response: string;
  readonly fileName: string;
  /** How long to wait before the next attempt. */
  readonly wait: string;
}

/** The parts of a canonical request or string to sign, named as in the OSS documentation. */
export type SignedPart =
  | 'method'
  | 'path'
  | 'query'
  | 'headers'
  | 'additionalHeaders'
  | 'payload'
  | 'algorithm'
  | 'date'
  | 'scope'
  | 'hash'
  | 'contentMd5'
  | 'contentType'
  | 'expires'
  | 'resource';
