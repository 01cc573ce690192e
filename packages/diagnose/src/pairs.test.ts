import type { LocalOss } from '@ossferry/local-oss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fault, goodAttempt, NOW, run, startCorpusOss } from './corpus.test-support.ts';
import { explain } from './explain.ts';
import { faults } from './faults.test-support.ts';

/** Faults by what they affect. Two of the same kind could cancel each other out. */
const kinds: readonly (readonly string[])[] = [
  ['key encoded twice in transit', 'dot segments collapsed', 'key encoded twice in the URL'],
  [
    'HTML entities',
    'JSON escapes',
    'signature cut by a column',
    'a bracket after it',
    'encoded twice',
    'names in upper case',
  ],
  ['a tracker', 'a parameter of the application', 'a parameter added in transit'],
  ['HEAD on a GET URL'],
  ['Content-Type by the client', 'x-oss header by a proxy'],
  ['another region', 'path style on a public host', 'domain that is not bound'],
  ['expired', 'clock of the signer ahead'],
  ['secret with a line break', 'temporary key without token'],
];

const pairs = kinds.flatMap((kind, index) =>
  kind.flatMap((first) =>
    kinds.slice(index + 1).flatMap((other) => other.map((second) => [find(first), find(second)] as const)),
  ),
);

/** Faults in transit, which only OSS can see. */
const inTransit: readonly string[] = [
  'a parameter added in transit',
  'x-oss header by a proxy',
  'key encoded twice in transit',
  'dot segments collapsed',
];

function find(name: string): Fault {
  const found = faults.find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`There is no fault named ${name}`);
  return found;
}

let local: LocalOss;
let now = NOW;
beforeAll(async () => {
  local = await startCorpusOss(() => now);
});
afterAll(() => local.close());

interface Outcome {
  readonly name: string;
  readonly areNamed: boolean;
  /** One fault happened in transit, and OSS refused the other one without returning what it had received. */
  readonly isHidden: boolean;
}

async function explainPairs(withSecret: boolean): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [first, second] of pairs) {
    const attempt = second.change(first.change(goodAttempt));
    now = attempt.sentAt;
    const sent = await run(attempt, local);
    const causes = explain(withSecret ? sent : { ...sent, credentials: undefined }).map(({ cause }) => cause);
    const expected = [first, second].map(({ expected: cause, withoutSecret = cause }) =>
      withSecret ? cause : withoutSecret,
    );
    const isInTransit = [first, second].some(({ name }) => inTransit.includes(name));
    outcomes.push({
      name: `${first.name} + ${second.name}: ${causes.join(', ')}`,
      // Without the secret, a wrong secret cannot be detected next to another fault.
      areNamed: expected.every((cause) => cause === null || cause === 'SecretWrong' || causes.includes(cause)),
      isHidden: isInTransit && !/SignatureDoesNotMatch/.test(sent.response?.body ?? ''),
    });
  }
  return outcomes;
}

describe('two faults at once', () => {
  it('default: there are enough pairs', () => {
    expect(pairs.length).toBeGreaterThan(150);
  });

  it.each([['with', true] as const, ['without', false] as const])(
    'default: %s the secret, both are reported in 80 % of all pairs, and always if both are visible',
    async (_, withSecret) => {
      const outcomes = await explainPairs(withSecret);
      const missed = outcomes.filter(({ areNamed }) => !areNamed);
      expect(missed.filter(({ isHidden }) => !isHidden).map(({ name }) => name)).toEqual([]);
      expect(1 - missed.length / outcomes.length).toBeGreaterThanOrEqual(0.8);
    },
  );
});
