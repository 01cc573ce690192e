import type { LocalOss } from '@ossferry/local-oss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fault, goodAttempt, NOW, run, startCorpusOss } from './corpus.test-support.ts';
import { explain } from './explain.ts';
import { faults } from './faults.test-support.ts';

/** Faults by what they touch. Two of one kind would undo each other, or be one. */
const kinds: readonly (readonly string[])[] = [
  ['key encoded twice on the way', 'dot segments collapsed', 'key encoded twice in the URL'],
  [
    'HTML entities',
    'JSON escapes',
    'signature cut by a column',
    'a bracket behind',
    'encoded twice',
    'names in upper case',
  ],
  ['a tracker', 'a parameter of the application', 'a parameter added on the way'],
  ['HEAD on a GET URL'],
  ['Content-Type by the client', 'x-oss header by a proxy'],
  ['another region', 'path style on a public host', 'domain that is not bound'],
  ['expired', 'clock of the signer fast'],
  ['secret with a line break', 'temporary key without token'],
];

const pairs = kinds.flatMap((kind, index) =>
  kind.flatMap((first) =>
    kinds.slice(index + 1).flatMap((other) => other.map((second) => [find(first), find(second)] as const)),
  ),
);

/** Faults that only OSS can see. */
const inTransit: readonly string[] = [
  'a parameter added on the way',
  'x-oss header by a proxy',
  'key encoded twice on the way',
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
  /** One fault happened on the way, and OSS refused the other before it showed what it had received: nobody can see it. */
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
    const isOnTheWay = [first, second].some(({ name }) => inTransit.includes(name));
    outcomes.push({
      name: `${first.name} + ${second.name}: ${causes.join(', ')}`,
      // Without the secret, nobody can know that it is wrong while something else is wrong too.
      areNamed: expected.every((cause) => cause === null || cause === 'SecretWrong' || causes.includes(cause)),
      isHidden: isOnTheWay && !/SignatureDoesNotMatch/.test(sent.response?.body ?? ''),
    });
  }
  return outcomes;
}

describe('two faults at once', () => {
  it('default: there are enough pairs', () => {
    expect(pairs.length).toBeGreaterThan(150);
  });

  it.each([['with', true] as const, ['without', false] as const])(
    'default: %s the secret, both are named in 80 % of all pairs, and always where both can be seen',
    async (_, withSecret) => {
      const outcomes = await explainPairs(withSecret);
      const missed = outcomes.filter(({ areNamed }) => !areNamed);
      expect(missed.filter(({ isHidden }) => !isHidden).map(({ name }) => name)).toEqual([]);
      expect(1 - missed.length / outcomes.length).toBeGreaterThanOrEqual(0.8);
    },
  );
});
