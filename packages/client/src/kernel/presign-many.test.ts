import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Credentials, CredentialsRequest } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { getObject } from '../index.ts';
import { credentials, startMs, testClient } from './kernel.test-support.ts';

const requestFor = (index: number) => getObject({ bucket: 'examplebucket', key: `photos/${index}.jpg` });

function* requests(count: number) {
  for (let index = 0; index < count; index += 1) yield requestFor(index);
}

async function toArray<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

function collectGarbage() {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/** A source that records its requests, and an adjustable clock. */
function watchedSource(lifetimeSeconds?: number) {
  const calls: CredentialsRequest[] = [];
  const clock = { nowMs: startMs };
  const source = async (request: CredentialsRequest): Promise<Credentials> => {
    calls.push(request);
    const seconds = Math.max(lifetimeSeconds ?? 0, request.minLifetimeSeconds ?? 0);
    const expiration = lifetimeSeconds === undefined ? undefined : new Date(clock.nowMs + seconds * 1000);
    return { ...credentials, securityToken: `token-${calls.length}`, expiration };
  };
  return { calls, clock, client: testClient({ credentials: source, now: () => clock.nowMs }) };
}

describe('presignMany', () => {
  it('default: returns the results of presign in order, each with its request', async () => {
    const client = testClient();
    const results = await toArray(client.presignMany(requests(3)));
    expect(results).toEqual(
      await Promise.all(
        [...requests(3)].map(async (request) => ({ request, ...(await client.presign(request, { expires: 900 })) })),
      ),
    );
  });

  it('behavior: options apply to every URL, and the list may be asynchronous', async () => {
    const page = async function* () {
      yield* requests(2);
    };
    const results = await toArray(testClient().presignMany(page(), { expires: 60 }));
    expect(results.map(({ expiration }) => expiration.getTime() - startMs)).toEqual([60_000, 60_000]);
  });

  it('behavior: 100 000 keys stream: takes one request from the list for each requested URL', async () => {
    let taken = 0;
    let furthestAhead = 0;
    const counted = (function* () {
      for (const request of requests(100_000)) {
        taken += 1;
        yield request;
      }
    })();
    let made = 0;
    for await (const { request } of testClient().presignMany(counted)) {
      if (request.key !== `photos/${made}.jpg`) throw new Error(`${request.key} came at place ${made}.`);
      made += 1;
      furthestAhead = Math.max(furthestAhead, taken - made);
    }
    expect([made, furthestAhead]).toEqual([100_000, 0]);
  });

  it('behavior: does not keep results in memory', async () => {
    const list = testClient().presignMany(requests(1000));
    const given: WeakRef<object>[] = [];
    for (let count = 0; count < 100; count += 1) given.push(new WeakRef((await list.next()).value as object));
    // Targets of weak references live until the current job ends.
    await setImmediate();
    collectGarbage();
    const kept = given.slice(0, -1).filter((reference) => reference.deref() !== undefined);
    await list.return();
    expect(kept).toEqual([]);
  });

  it('behavior: ending the loop closes the list', async () => {
    let isClosed = false;
    const list = (function* () {
      try {
        yield* requests(10);
      } finally {
        isClosed = true;
      }
    })();
    for await (const _ of testClient().presignMany(list)) break;
    expect(isClosed).toBe(true);
  });

  it('behavior: calls the source once, and again after a minute', async () => {
    const { calls, clock, client } = watchedSource();
    for await (const { request } of client.presignMany(requests(100))) {
      if (request.key === 'photos/49.jpg') clock.nowMs += 60_000;
    }
    expect(calls.length).toBe(2);
  });

  it('behavior: calls the source again if the clock was set back', async () => {
    const { calls, clock, client } = watchedSource();
    for await (const _ of client.presignMany(requests(2))) clock.nowMs -= 1;
    expect(calls.length).toBe(2);
  });

  it('behavior: does not use expired credentials', async () => {
    const { calls, clock, client } = watchedSource(20);
    for await (const { expiration } of client.presignMany(requests(10))) {
      expect(expiration.getTime()).toBeGreaterThan(clock.nowMs);
      clock.nowMs += 10_000;
    }
    expect(calls.length).toBe(5);
  });

  it.each([[{ expiryPolicy: 'require', expires: 600 }] as const, [{ minLifetimeSeconds: 600, expires: 900 }] as const])(
    'behavior: does not use credentials that expire too early for %o',
    async (options) => {
      const { calls, clock, client } = watchedSource(20);
      for await (const { expiration } of client.presignMany(requests(3), options)) {
        expect(expiration.getTime() - clock.nowMs).toBe(600_000);
        clock.nowMs += 1000;
      }
      expect(calls.map(({ minLifetimeSeconds }) => minLifetimeSeconds)).toEqual([600, 600, 600]);
    },
  );

  it('error: a request that cannot be signed ends the list', async () => {
    const made: string[] = [];
    const list = testClient().presignMany([requestFor(0), { ...requestFor(1), key: '' }, requestFor(2)]);
    const signing = (async () => {
      for await (const { url } of list) made.push(url);
    })();
    await expect(signing).rejects.toMatchObject({ phase: 'config' });
    expect(made.length).toBe(1);
  });

  it('behavior: also caches null credentials', async () => {
    let calls = 0;
    const client = testClient({
      credentials: () => {
        calls += 1;
        return null;
      },
    });
    await toArray(client.presignMany(requests(5)));
    expect(calls).toBe(1);
  });
});
