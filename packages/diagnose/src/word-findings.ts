import { type Finding, type Suspicion, weights } from './finding.ts';
import { type Mask, maskOf, maskSecret, showAll } from './mask.ts';
import type { Texts } from './texts/texts.ts';

/** Puts suspicions into words of a language, without secrets. */
export function wordFindings(suspicions: readonly Suspicion[], texts: Texts, mask: Mask): readonly Finding[] {
  // Only the facts are foreign: a piece of a damaged secret may be a word that the texts need.
  const maskText = mask === showAll ? showAll : maskOf([]);
  return suspicions.map((suspicion) => {
    const text = texts.causes[suspicion.cause];
    const facts = mask === showAll ? suspicion.facts : maskFacts(suspicion.facts, mask);
    // The facts are those of the cause, which the compiler cannot follow through a union.
    const [evidence, fix] = typeof text === 'function' ? text(facts as never) : text;
    return {
      cause: suspicion.cause,
      facts,
      evidence: maskText(evidence),
      fix: maskText(fix),
      proven: suspicion.weight === weights.proven,
      differences: suspicion.differences.map(({ line, signed, received }) => ({
        line,
        ...(signed !== undefined && { signed: mask(signed) }),
        ...(received !== undefined && { received: mask(received) }),
      })),
    } as Finding;
  });
}

function maskFacts(facts: Suspicion['facts'], mask: Mask): Suspicion['facts'] {
  if (facts === undefined) return facts;
  const shown = Object.entries(facts).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value];
    // A few characters of a key's ID tell which one it is.
    return [name, keyIds.has(name) ? maskSecret(value) : mask(value)];
  });
  return Object.fromEntries(shown) as Suspicion['facts'];
}

const keyIds: ReadonlySet<string> = /* @__PURE__ */ new Set(['inUrl', 'given', 'accessKeyId']);
