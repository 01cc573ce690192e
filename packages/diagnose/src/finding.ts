import type { Cause, CauseFacts } from './cause.ts';

/** One reason why OSS refuses a request, for programs and people. Secrets are masked. */
export type Finding = { readonly [Name in Cause]: FindingOf<Name> }[Cause];

export interface FindingOf<Name extends Cause> {
  /** Stable name; branch on this. */
  readonly cause: Name;
  /** The values in the texts: for `RegionWrong`, the region that was signed and the correct one. */
  readonly facts: CauseFacts[Name];
  /** What indicates or proves the cause. */
  readonly evidence: string;
  /** How to fix it. */
  readonly fix: string;
  /** Whether a recomputed signature proves the cause; otherwise it is inferred. */
  readonly proven: boolean;
  /** The lines that differ between what was signed and what OSS received, as far as both are known. */
  readonly differences: readonly Difference[];
}

/** A line of the canonical request (V4) or string to sign (V1) that differs. */
export interface Difference {
  readonly line: 'method' | 'resource' | 'query' | 'headers';
  /** The line of the URL, or as it was signed; absent if the line was added. */
  readonly signed?: string | undefined;
  /** The line that OSS received; absent if it did not arrive. */
  readonly received?: string | undefined;
}

/** A possible finding, before ranking and without texts. */
export type Candidate = { readonly [Name in Cause]: CandidateOf<Name> }[Cause];

export interface CandidateOf<Name extends Cause> {
  readonly cause: Name;
  readonly facts: CauseFacts[Name];
  /** The rank: the strength of the evidence, see {@link weights}. */
  readonly weight: number;
  readonly differences: readonly Difference[];
}

/** The weight of each kind of evidence, strongest first. */
export const weights = {
  /** OSS reports it as the reason. */
  reported: 110,
  /** A recomputed signature proves it. */
  proven: 100,
  /** The URL cannot be correct as it is. */
  damaged: 90,
  /** The request differs from the URL, or from what was signed. */
  received: 80,
  /** The URL itself shows it. */
  stated: 70,
  /** No hypothesis reproduces the signature. */
  exhausted: 51,
  likely: 50,
  possible: 30,
  /** Used if nothing else is found. */
  fallback: 10,
} as const;

/** Makes a candidate; the compiler checks the facts against the cause. */
export function makeCandidate<Name extends Cause>(
  cause: Name,
  facts: CauseFacts[Name],
  weight: number,
  differences: readonly Difference[] = [],
): Candidate {
  return { cause, facts, weight, differences } as CandidateOf<Name> as Candidate;
}
