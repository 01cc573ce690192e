import type { Cause, CauseFacts } from './cause.ts';

/** One reason why a request is refused, for a program and in words for a person. Secrets are masked. */
export type Finding = { readonly [Name in Cause]: FindingOf<Name> }[Cause];

export interface FindingOf<Name extends Cause> {
  /** Stable name; branch on this. */
  readonly cause: Name;
  /** What the words are made from: for `RegionWrong`, the region that was signed and the one that is right. */
  readonly facts: CauseFacts[Name];
  /** What shows it. */
  readonly evidence: string;
  /** What to do about it. */
  readonly fix: string;
  /** Whether a signature was recomputed that shows it, rather than the looks of the request. */
  readonly proven: boolean;
  /** The lines in which what was signed and what OSS received differ, as far as both are known. */
  readonly differences: readonly Difference[];
}

/** A line of the canonical request (V4) or string to sign (V1) that is not the same on both sides. */
export interface Difference {
  readonly line: 'method' | 'resource' | 'query' | 'headers' | 'additional headers' | 'payload';
  /** As the URL says, or as it was signed; absent when it should not be there. */
  readonly signed?: string | undefined;
  /** As OSS received it; absent when it did not arrive. */
  readonly received?: string | undefined;
}

/** A finding before it is put into words. */
export type Suspicion = { readonly [Name in Cause]: SuspicionOf<Name> }[Cause];

export interface SuspicionOf<Name extends Cause> {
  readonly cause: Name;
  readonly facts: CauseFacts[Name];
  /** How sure it is, see {@link weights}. */
  readonly weight: number;
  readonly differences: readonly Difference[];
}

/** What kinds of evidence are worth, the strongest first. */
export const weights = {
  /** OSS says so, and stopped there. */
  answered: 110,
  /** A recomputed signature shows it. */
  proven: 100,
  /** The URL cannot be right as it is. */
  damaged: 90,
  /** OSS received something else than the URL says. */
  received: 80,
  /** The URL says so itself. */
  stated: 70,
  /** Every guess was recomputed, and none leads to the signature. */
  exhausted: 51,
  likely: 50,
  possible: 30,
  /** What is left when nothing else is found. */
  left: 10,
} as const;

/** Makes a suspicion; facts are checked against the cause. */
export function suspect<Name extends Cause>(
  cause: Name,
  facts: CauseFacts[Name],
  weight: number,
  differences: readonly Difference[] = [],
): Suspicion {
  return { cause, facts, weight, differences } as SuspicionOf<Name> as Suspicion;
}
