import { describe, expect, it } from 'vitest';
import { createCorsDetector } from './cors-detector.ts';

const url = 'https://bucket.example.com/key';
const signal = new AbortController().signal;
const ranged = (range: string) => ({ range: `bytes=${range}`, 'if-match': '"1"' });

/** A judge, and whether the host answers what is asked blindly. */
function setUp() {
  const host = { answers: true, asked: 0 };
  const judge = createCorsDetector(async () => {
    host.asked += 1;
    if (!host.answers) throw new TypeError('Failed to fetch');
    return new Response();
  });
  const fail = (range: string) => judge.explain(url, ranged(range), new TypeError('Failed to fetch'), signal);
  return { host, judge, fail };
}

describe('createCorsDetector', () => {
  it('default: a request that fails twice while the host answers was refused by CORS', async () => {
    const { fail } = setUp();
    expect(await fail('0-9')).toMatchObject({ code: 'ConnectionFailed', retryable: true });
    const error = await fail('0-9');
    expect(error).toMatchObject({ code: 'CorsRefused', retryable: false });
    expect(error.message).toContain('if-match, range');
  });

  it('behavior: several requests that fail at once, as a connection breaks, are no proof', async () => {
    const { fail } = setUp();
    for (const range of ['0-9', '10-19', '20-29']) expect(await fail(range)).toMatchObject({ retryable: true });
  });

  it('behavior: a host that does not answer in between begins the proof anew', async () => {
    const { host, fail } = setUp();
    await fail('0-9');
    host.answers = false;
    expect(await fail('0-9')).toMatchObject({ code: 'ConnectionFailed' });
    host.answers = true;
    expect(await fail('0-9')).toMatchObject({ code: 'ConnectionFailed' });
    expect(await fail('0-9')).toMatchObject({ code: 'CorsRefused' });
  });

  it('behavior: headers that got an answer once are let through: nothing more is asked', async () => {
    const { host, judge, fail } = setUp();
    judge.onAnswer(ranged('0-9'));
    for (let time = 0; time < 3; time += 1) expect(await fail('10-19')).toMatchObject({ code: 'ConnectionFailed' });
    expect(host.asked).toBe(0);
  });
});
