import { type Candidate, type Finding, weights } from './finding.ts';
import { type Mask, maskOf, maskSecret, showAll } from './mask.ts';
import type { Texts } from './texts/texts.ts';

/** Describes candidates in a language, without secrets. */
export function describeFindings(candidates: readonly Candidate[], texts: Texts, mask: Mask): readonly Finding[] {
  // The facts are masked already. Masking known secrets in the texts too could hide ordinary words, if a piece of a damaged
  // secret is one.
  const maskText = mask === showAll ? showAll : maskOf([]);
  return candidates.map((candidate) => {
    const text = texts.causes[candidate.cause];
    const facts = mask === showAll ? candidate.facts : maskFacts(candidate.facts, mask);
    // The compiler cannot relate the facts to the text of their cause through a union.
    const [evidence, fix] = typeof text === 'function' ? text(facts as never) : text;
    return {
      cause: candidate.cause,
      facts,
      evidence: maskText(evidence),
      fix: maskText(fix),
      proven: candidate.weight === weights.proven,
      differences: candidate.differences.map(({ line, signed, received }) => ({
        line,
        ...(signed !== undefined && { signed: mask(signed) }),
        ...(received !== undefined && { received: mask(received) }),
      })),
    } as Finding;
  });
}

function maskFacts(facts: Candidate['facts'], mask: Mask): Candidate['facts'] {
  if (facts === undefined) return facts;
  const shown = Object.entries(facts).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value];
    // The first and last characters of a key ID identify it.
    return [name, keyIds.has(name) ? maskSecret(value) : mask(value)];
  });
  return Object.fromEntries(shown) as Candidate['facts'];
}

const keyIds: ReadonlySet<string> = /* @__PURE__ */ new Set(['inUrl', 'given', 'accessKeyId']);
