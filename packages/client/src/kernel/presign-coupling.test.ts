import type { Credentials, CredentialsRequest, PresignOptions } from '@ossferry/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Client, type ClientOptions, getObject } from '../index.ts';
import { credentials, ok, scriptedTransport, startMs, testClient } from './kernel.test-support.ts';

const request = getObject({ bucket: 'examplebucket', key: 'k' });
const inSeconds = (seconds: number) => new Date(startMs + seconds * 1000);

function temporary(endsInSeconds: number | undefined): Credentials {
  const expiration = endsInSeconds === undefined ? undefined : inSeconds(endsInSeconds);
  return { ...credentials, securityToken: 'token', expiration };
}

function presignWith(pair: Credentials | null, options?: PresignOptions) {
  return testClient({ credentials: pair }).presign(request, options);
}

describe('lifetime of the token and of the URL', () => {
  it("option: expiryPolicy 'clamp' is the default", async () => {
    const clamped = await presignWith(temporary(300), { expiryPolicy: 'clamp' });
    expect(clamped).toMatchObject({ expiration: inSeconds(300), limitedBy: 'token', warnings: [] });
    expect(await presignWith(temporary(300))).toEqual(clamped);
  });

  it("option: expiryPolicy 'require' requests the whole lifetime from the source", async () => {
    const calls: CredentialsRequest[] = [];
    const client = testClient({
      credentials: (needs) => {
        calls.push(needs);
        return temporary(needs.minLifetimeSeconds);
      },
    });
    const result = await client.presign(request, { expires: 1800, expiryPolicy: 'require', minLifetimeSeconds: 60 });
    expect(calls).toMatchObject([{ minLifetimeSeconds: 1800 }]);
    expect(result).toMatchObject({ expiration: inSeconds(1800), limitedBy: 'request', warnings: [] });
  });

  it.each([[{ expires: 301 }], [{ expiration: inSeconds(301) }], [{}]])(
    "error: expiryPolicy 'require' with a token that expires before %o",
    async (options) => {
      const signing = presignWith(temporary(300), { ...options, expiryPolicy: 'require' });
      await expect(signing).rejects.toMatchObject({ code: 'CredentialsExpired', phase: 'credentials' });
    },
  );

  it("behavior: expiryPolicy 'require' accepts a token that expires with the URL, and no token", async () => {
    for (const pair of [temporary(900), temporary(901), credentials, null]) {
      const result = await presignWith(pair, { expiryPolicy: 'require' });
      expect(result).toMatchObject({ expiration: inSeconds(900), limitedBy: 'request' });
    }
  });

  it("option: expiryPolicy 'ignore' signs the requested lifetime, with a warning", async () => {
    const result = await presignWith(temporary(300), { expiryPolicy: 'ignore' });
    expect(result).toMatchObject({ expiration: inSeconds(900), limitedBy: 'request' });
    expect(result.url).toContain('x-oss-expires=900&');
    expect(result.warnings).toEqual([
      { code: 'TokenEndsSooner', message: expect.stringContaining('expires at 2026-01-02T03:09:05.000Z') },
    ]);
    expect((await presignWith(temporary(900), { expiryPolicy: 'ignore' })).warnings).toEqual([]);
  });

  it("error: expiryPolicy 'ignore' with an expired token", async () => {
    await expect(presignWith(temporary(0), { expiryPolicy: 'ignore' })).rejects.toMatchObject({
      code: 'CredentialsExpired',
    });
  });

  it.each(['clamp', 'require', 'ignore'] as const)(
    "behavior: an unknown expiration of the token has no effect with '%s', except for a warning",
    async (expiryPolicy) => {
      const result = await presignWith(temporary(undefined), { expiryPolicy });
      expect(result).toMatchObject({ expiration: inSeconds(900), limitedBy: 'unknown' });
      expect(result.warnings).toEqual([{ code: 'TokenEndUnknown', message: expect.any(String) }]);
    },
  );
});

/** Sources whose credentials change with every call, with every property access, or after every tick. */
function rotatingSources() {
  let generation = 0;
  const inPlace = { accessKeyId: '', accessKeySecret: '', securityToken: '' };
  const rotate = () => {
    generation += 1;
    Object.assign(inPlace, generationOf(generation));
  };
  const ways: Record<string, () => Credentials | Promise<Credentials>> = {
    'a new object for each call': () => generationOf(++generation),
    'a new object for each call, asynchronously': async () => generationOf(++generation),
    'one object that changes after it was returned': () => {
      rotate();
      for (let tick = Promise.resolve(), left = 20; left > 0; left -= 1) tick = tick.then(rotate);
      return inPlace;
    },
    'an object whose getters return different values': () => {
      const pair = generationOf(++generation);
      const once = (name: keyof typeof pair) => {
        let isRead = false;
        return () => {
          const current = isRead ? generationOf(++generation) : pair;
          isRead = true;
          return current[name];
        };
      };
      return Object.defineProperties({} as Credentials, {
        accessKeyId: { get: once('accessKeyId') },
        accessKeySecret: { get: once('accessKeySecret') },
        securityToken: { get: once('securityToken') },
      });
    },
  };
  return ways;
}

function generationOf(number: number) {
  return { accessKeyId: `STS.id-${number}`, accessKeySecret: `secret-${number}`, securityToken: `token-${number}` };
}

/** Signs again with the credentials whose number is in the ID, to prove that the URL uses only those. */
async function presignAgain(options: ClientOptions, url: string): Promise<string> {
  const number = Number(/STS\.id-(\d+)/.exec(url)?.[1]);
  return (await testClient({ ...options, credentials: generationOf(number) }).presign(request)).url;
}

async function sentHeaders(client: (transport: ClientOptions['transport']) => Client) {
  const { transport, sent } = scriptedTransport(ok());
  await client(transport).send(request);
  return sent[0]?.headers;
}

describe('one credentials snapshot per signature', () => {
  const versions = fc.constantFrom('v4' as const, 'v1' as const);

  it.each(Object.keys(rotatingSources()))('behavior: presign, with %s', async (way) => {
    await fc.assert(
      fc.asyncProperty(versions, fc.integer({ min: 1, max: 8 }), async (signatureVersion, count) => {
        const client = testClient({ signatureVersion, credentials: rotatingSources()[way] });
        const results = await Promise.all(Array.from({ length: count }, () => client.presign(request)));
        for (const { url } of results) expect(url).toBe(await presignAgain({ signatureVersion }, url));
      }),
      { numRuns: 30 },
    );
  });

  it.each(Object.keys(rotatingSources()))('behavior: presignMany, with %s', async (way) => {
    await fc.assert(
      fc.asyncProperty(versions, fc.integer({ min: 1, max: 8 }), async (signatureVersion, count) => {
        let nowMs = startMs;
        const now = () => nowMs;
        const client = testClient({ signatureVersion, credentials: rotatingSources()[way], now });
        for await (const { url } of client.presignMany(Array.from({ length: count }, () => request))) {
          expect(url).toBe(await presignAgain({ signatureVersion, now }, url));
          nowMs += 61_000;
        }
      }),
      { numRuns: 30 },
    );
  });

  it.each(Object.keys(rotatingSources()))('behavior: send, with %s', async (way) => {
    for (const signatureVersion of ['v4', 'v1'] as const) {
      const rotating = rotatingSources()[way];
      const headers = await sentHeaders((transport) =>
        testClient({ signatureVersion, credentials: rotating, transport }),
      );
      const number = Number(/STS\.id-(\d+)/.exec(headers?.['authorization'] ?? '')?.[1]);
      const pair = generationOf(number);
      expect(headers).toEqual(
        await sentHeaders((transport) => testClient({ signatureVersion, credentials: pair, transport })),
      );
    }
  });

  it('behavior: the signer gets a frozen snapshot', async () => {
    const snapshots: unknown[] = [];
    const client = testClient({
      credentials: async () => ({ ...credentials }),
      plugins: [
        {
          name: 'spy',
          contract: 1,
          setup: (host) =>
            host.wrap('signer', (inner) => ({
              ...inner,
              query: (call, snapshot, ...more) => {
                snapshots.push(snapshot);
                return inner.query(call, snapshot, ...more);
              },
            })),
        },
      ],
    });
    await client.presign(request);
    expect(snapshots.map(Object.isFrozen)).toEqual([true]);
  });
});

describe('expiration of the result', () => {
  const endOf = {
    v4: (url: string) => {
      const [, date = '', seconds] = /x-oss-date=(\w+)&x-oss-expires=(\d+)/.exec(url) ?? [];
      const iso = date.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z');
      return Date.parse(iso) + Number(seconds) * 1000;
    },
    v1: (url: string) => Number(/Expires=(\d+)/.exec(url)?.[1]) * 1000,
  };

  it('behavior: equals the expiration in the URL for every lifetime, window, policy, token and version', async () => {
    const inputs = fc.record({
      signatureVersion: fc.constantFrom('v4' as const, 'v1' as const),
      nowMs: fc.integer({ min: startMs, max: startMs + 1e9 }),
      tokenSeconds: fc.option(fc.double({ min: 1, max: 1e6, noNaN: true }), { nil: undefined }),
      expires: fc.integer({ min: 3600, max: 604_800 }),
      isAbsolute: fc.boolean(),
      signingWindowSeconds: fc.option(fc.integer({ min: 1, max: 3600 }), { nil: undefined }),
      expiryPolicy: fc.constantFrom('clamp' as const, 'ignore' as const),
    });
    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const { signatureVersion, nowMs, tokenSeconds, expires, isAbsolute, signingWindowSeconds, expiryPolicy } =
          input;
        const pair = { ...credentials, securityToken: 'token', expiration: undefined as Date | undefined };
        if (tokenSeconds !== undefined) pair.expiration = new Date(nowMs + Math.ceil(tokenSeconds * 1000));
        const client = testClient({ signatureVersion, credentials: pair, now: () => nowMs });
        const life = isAbsolute ? { expiration: new Date(nowMs + expires * 1000) } : { expires };
        const { url, expiration, limitedBy } = await client.presign(request, {
          ...life,
          signingWindowSeconds,
          expiryPolicy,
        });
        expect(endOf[signatureVersion](url)).toBe(expiration.getTime());
        if (pair.expiration !== undefined && expiryPolicy === 'clamp') {
          expect(expiration.getTime()).toBeLessThanOrEqual(pair.expiration.getTime());
          expect(limitedBy === 'token').toBe(pair.expiration.getTime() < Math.floor(nowMs / 1000 + expires) * 1000);
        }
      }),
    );
  });
});
