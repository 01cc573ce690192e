import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCorsDetector } from './cors-detector.ts';

const url = 'https://bucket.example.com/key';
const signal = new AbortController().signal;
const ranged = (range: string) => ({ range: `bytes=${range}`, 'if-match': '"1"' });

/** A detector, and a host that responds to `no-cors` requests or not. */
function setUp() {
  const host = { isUp: true, requests: 0 };
  const detector = createCorsDetector(async () => {
    host.requests += 1;
    if (!host.isUp) throw new TypeError('Failed to fetch');
    return new Response();
  });
  const fail = (range: string) => detector.explain(url, ranged(range), new TypeError('Failed to fetch'), signal);
  return { host, detector, fail };
}

describe('createCorsDetector', () => {
  it('default: a request that fails twice although the host is reachable', async () => {
    const { fail } = setUp();
    expect(await fail('0-9')).toMatchObject({ code: 'ConnectionFailed', retryable: true });
    const error = await fail('0-9');
    expect(error).toMatchObject({ code: 'CorsRefused', retryable: false });
    expect(error.message).toContain('if-match, range');
  });

  it('behavior: several requests that fail at once, as on a broken connection', async () => {
    const { fail } = setUp();
    for (const range of ['0-9', '10-19', '20-29']) expect(await fail(range)).toMatchObject({ retryable: true });
  });

  it('behavior: an unreachable host resets the suspicion', async () => {
    const { host, fail } = setUp();
    await fail('0-9');
    host.isUp = false;
    expect(await fail('0-9')).toMatchObject({ code: 'ConnectionFailed' });
    host.isUp = true;
    expect(await fail('0-9')).toMatchObject({ code: 'ConnectionFailed' });
    expect(await fail('0-9')).toMatchObject({ code: 'CorsRefused' });
  });

  it('error: ConnectionFailed names the host without user info', async () => {
    const { detector } = setUp();
    const error = await detector.explain('https://user:p@canary@h/k', {}, new TypeError('credentials'), signal);
    expect(error).toMatchObject({ code: 'ConnectionFailed', message: expect.stringMatching(/^h sent no response/) });
  });

  it('behavior: headers that succeeded before cause no extra request', async () => {
    const { host, detector, fail } = setUp();
    detector.onResponse(ranged('0-9'));
    for (let time = 0; time < 3; time += 1) expect(await fail('10-19')).toMatchObject({ code: 'ConnectionFailed' });
    expect(host.requests).toBe(0);
  });

  it('behavior: an offline device is reported without a request', async () => {
    const { host, fail } = setUp();
    vi.stubGlobal('navigator', { onLine: false });
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(await fail('0-9')).toMatchObject({ code: 'Offline', phase: 'connect', retryable: true });
    expect(host.requests).toBe(0);
  });
});
