import fc from 'fast-check';
import { expect, it } from 'vitest';
import { requireUnambiguous } from './require-unambiguous.ts';
import { stringToSignV1 } from './string-to-sign-v1.ts';
import { isSubResource } from './sub-resources.ts';

type Meaning = readonly [key: string, subResources: readonly (readonly [string, string])[]];

const text = fc
  .array(fc.constantFrom('a', '?', '&', '=', '/', 'acl', 'versionId', 'x-oss-process', 'uploads'), { maxLength: 6 })
  .map((parts) => parts.join(''));
const query = fc.uniqueArray(fc.tuple(fc.constantFrom('versionId', 'acl', 'x-oss-process', 'list-type'), text), {
  selector: ([name]) => name,
});

/** Returns all requests with sub-resources whose string to sign contains this resource. */
function meaningsOf(resource: string): Meaning[] {
  return [...resource.matchAll(/\?/g)].flatMap(({ index }) => {
    const subResources = resource
      .slice(index + 1)
      .split('&')
      .map((parameter) => (/^([^=]*)=?(.*)$/s.exec(parameter) ?? []).slice(1) as [string, string]);
    const names = subResources.map(([name]) => name);
    const isPossible = names.every(isSubResource) && new Set(names).size === names.length;
    return isPossible ? [[resource.slice(0, index), subResources] as const] : [];
  });
}

it('behavior: no two accepted requests with sub-resources have the same string to sign', () => {
  fc.assert(
    fc.property(text, query, (key, parameters) => {
      try {
        requireUnambiguous(key, parameters);
      } catch {
        return;
      }
      const toSign = stringToSignV1({ method: 'GET', bucket: 'b', key, query: parameters, headers: {}, date: '1' });
      const signed = parameters.filter(([name]) => isSubResource(name)).toSorted(([a], [b]) => (a < b ? -1 : 1));
      const own = JSON.stringify([key, signed]);
      const meanings = meaningsOf(toSign.slice('GET\n\n\n1\n/b/'.length)).map((meaning) => JSON.stringify(meaning));
      expect(meanings.filter((meaning) => meaning !== own)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});
