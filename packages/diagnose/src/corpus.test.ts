import type { LocalOss } from '@ossferry/local-oss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodAttempt, NOW, run, startCorpusOss } from './corpus.test-support.ts';
import { explain } from './explain.ts';
import { faults } from './faults.test-support.ts';

let local: LocalOss;
let now = NOW;
beforeAll(async () => {
  local = await startCorpusOss(() => now);
});
afterAll(() => local.close());

const send = async (change: (typeof faults)[number]['change']) => {
  const attempt = change(goodAttempt);
  now = attempt.sentAt;
  return run(attempt, local);
};

describe('corpus', () => {
  it('default: the download without faults works, with both versions', async () => {
    for (const version of ['V4', 'V1'] as const) {
      const sent = await send((attempt) => ({ ...attempt, sign: { version } }));
      expect(sent.status).toBe(200);
      expect(explain(sent)).toEqual([]);
    }
  });

  it('default: there are at least 60 faults', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBeGreaterThanOrEqual(60);
  });

  describe.each(faults)('$name', ({ change, expected, withoutSecret = expected }) => {
    it('behavior: the first cause is correct with the secret', async () => {
      const sent = await send(change);
      expect(sent.status).toBeGreaterThanOrEqual(300);
      expect(explain(sent).map(({ cause }) => cause)[0]).toBe(expected);
    });

    it.skipIf(withoutSecret === null)('behavior: the first cause is correct without the secret', async () => {
      const sent = await send(change);
      expect(explain({ ...sent, credentials: undefined }).map(({ cause }) => cause)[0]).toBe(withoutSecret);
    });
  });
});
