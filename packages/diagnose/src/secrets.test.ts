import type { LocalOss } from '@ossferry/local-oss';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cause } from './cause.ts';
import {
  account,
  goodAttempt,
  NOW,
  otherTemporary,
  rotated,
  run,
  signAttempt,
  startCorpusOss,
  temporary,
} from './corpus.test-support.ts';
import { explain } from './explain.ts';
import { faults } from './faults.test-support.ts';
import { inspectUrl } from './inspect-url.ts';
import { en } from './texts/en.ts';
import { ja } from './texts/ja.ts';
import type { Texts } from './texts/texts.ts';
import { zh } from './texts/zh.ts';

let local: LocalOss;
let now = NOW;
beforeAll(async () => {
  local = await startCorpusOss(() => now);
});
afterAll(() => local.close());

const known = [account, temporary, otherTemporary, rotated].flatMap((pair) => [
  pair.accessKeyId,
  pair.accessKeySecret,
  pair.securityToken,
]);

/** Every secret of a download, plain and percent-encoded. */
function secretsOf(url: string): readonly string[] {
  const signatures = [...url.matchAll(/(?:signature|Signature)=([^&]*)/gi)].map(([, value = '']) => value);
  const secrets = [...known, ...signatures].filter((secret) => secret !== undefined && secret.length >= 8);
  return secrets.flatMap((secret) => [secret ?? '', encodeURIComponent(secret ?? '')]);
}

function expectNoSecret(output: unknown, url: string): void {
  const text = JSON.stringify(output);
  for (const secret of secretsOf(url)) expect(text).not.toContain(secret);
}

/** The texts of all languages in one: a search for each language would take three times as long. */
const allLanguages = {
  ...en,
  causes: Object.fromEntries(
    Object.keys(en.causes).map((cause) => [
      cause,
      (facts: never) => {
        const texts = [en, zh, ja].map(({ causes }) => causes[cause as Cause]);
        const parts = texts.map((text) => (typeof text === 'function' ? text(facts) : text));
        return [parts.map(([evidence]) => evidence).join('\n'), parts.map(([, fix]) => fix).join('\n')];
      },
    ]),
  ),
} as unknown as Texts;

describe('secrets', () => {
  it('behavior: no finding or report of the corpus contains one, in any language', async () => {
    for (const { change } of faults) {
      const attempt = change(goodAttempt);
      now = attempt.sentAt;
      const sent = await run(attempt, local);
      const good = signAttempt(attempt);
      expectNoSecret(explain({ ...sent, texts: allLanguages }), good);
      expectNoSecret(explain({ ...sent, texts: allLanguages, credentials: undefined }), good);
      expectNoSecret(inspectUrl(sent.url, { texts: allLanguages, now: NOW }), good);
    }
  });

  it('behavior: secrets that were added in transit are masked', async () => {
    const attempt = {
      ...goodAttempt,
      sign: { credentials: temporary },
      diagnoseWith: temporary,
      inTransit: (url: string) => url.replace(/x-oss-expires=900/, 'x-oss-expires=901'),
      addedHeaders: { 'x-oss-signature': 'canary-of-a-gateway' },
    };
    now = NOW;
    const sent = await run(attempt, local);
    const body = sent.response?.body
      ?.replaceAll('CAISCanary', 'CAISForeign')
      .replaceAll('STS.NUCanary', 'STS.NUForeign');
    const findings = explain({ ...sent, credentials: undefined, response: { ...sent.response, body } });
    expect(findings.map(({ cause }) => cause)).toContain('ParameterChanged');
    expect(JSON.stringify(findings)).not.toMatch(/canary-of-a-gateway|CAISForeign|STS\.NUForeign/);
  });

  it('behavior: secrets of a randomly damaged URL are masked', () => {
    const damage = fc.array(
      fc.record({
        at: fc.nat(600),
        remove: fc.integer({ min: 0, max: 2 }),
        insert: fc.constantFrom(
          '',
          '&',
          '&amp;',
          '%',
          '%25',
          ' ',
          '\n',
          '"',
          '=',
          '#',
          '?',
          '文',
          '\\u0026',
          '<',
          '/../',
        ),
      }),
      { maxLength: 4 },
    );
    const credentials = fc.constantFrom(account, temporary);
    fc.assert(
      fc.property(damage, credentials, fc.constantFrom('V4', 'V1'), (edits, pair, version) => {
        const good = signAttempt({ ...goodAttempt, sign: { credentials: pair, version: version as 'V4' } });
        // Parameters keep their names: a secret without its name looks like any other text.
        const broken = edits.reduce((url, { at, remove, insert }) => {
          const query = url.lastIndexOf(good.slice(good.indexOf('?')));
          const before = 20 - (at % 20);
          const place = Math.max(0, query - before);
          const kept = url.slice(Math.min(place + remove, query));
          return `${url.slice(0, place)}${insert}${kept}${at % 3 === 0 ? insert : ''}`;
        }, good);
        expectNoSecret(explain({ url: broken, now: NOW, credentials: pair }), good);
        expectNoSecret(explain({ url: broken, now: NOW }), good);
        expectNoSecret(inspectUrl(broken, { now: NOW }), good);
      }),
    );
  });

  it('option: showSecrets', () => {
    const url = signAttempt({ ...goodAttempt, sign: { credentials: temporary } });
    expect(inspectUrl(url, { now: NOW, showSecrets: true }).repairedUrl).toBe(url);
    expect(inspectUrl(url, { now: NOW, showSecrets: true }).accessKeyId).toBe(temporary.accessKeyId);
  });
});
