import { type Finding, type Suspicion, weights } from './finding.ts';
import { type Mask, maskSecret, showAll } from './mask.ts';
import type { Texts } from './texts/texts.ts';

/** Puts suspicions into words of a language, without secrets. */
export function wordFindings(suspicions: readonly Suspicion[], texts: Texts, mask: Mask): readonly Finding[] {
  return suspicions.map((suspicion) => {
    const text = texts.causes[suspicion.cause];
    const facts = mask === showAll ? suspicion.facts : maskKeyIds(suspicion.facts);
    // The facts are those of the cause, which the compiler cannot follow through a union.
    const [evidence, fix] = typeof text === 'function' ? text(facts as never) : text;
    return {
      cause: suspicion.cause,
      evidence: mask(evidence),
      fix: mask(fix),
      proven: suspicion.weight === weights.proven,
      differences: suspicion.differences.map(({ line, signed, received }) => ({
        line,
        ...(signed !== undefined && { signed: mask(signed) }),
        ...(received !== undefined && { received: mask(received) }),
      })),
    };
  });
}

/** A few characters of a key's ID tell which one it is. */
function maskKeyIds(facts: Suspicion['facts']): Suspicion['facts'] {
  if (facts === undefined) return facts;
  const shown = Object.entries(facts).map(([name, value]) => {
    return [name, keyIds.has(name) ? maskSecret(String(value)) : value];
  });
  return Object.fromEntries(shown) as Suspicion['facts'];
}

const keyIds: ReadonlySet<string> = /* @__PURE__ */ new Set(['inUrl', 'given', 'accessKeyId']);
