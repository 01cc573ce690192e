import type { Credentials, CredentialsRequest } from '@ossferry/contract';

/** A clock that only moves when `advance` is called. */
export interface FakeClock {
  readonly now: () => number;
  readonly advance: (milliseconds: number) => void;
}

export function fakeClock(startMs: number = Date.parse('2026-03-01T00:00:00Z')): FakeClock {
  let timeMs = startMs;
  return {
    now: () => timeMs,
    advance: (milliseconds) => {
      timeMs += milliseconds;
    },
  };
}

/** A source of temporary pairs that records its requests. If `fail` is set, fetches fail with it. */
export interface FakeSource {
  (request: CredentialsRequest): Promise<Credentials>;
  readonly requests: CredentialsRequest[];
  fail: Error | undefined;
}

export function fakeSource(clock: FakeClock, lifetimeSeconds: number | undefined): FakeSource {
  const requests: CredentialsRequest[] = [];
  const source = async (request: CredentialsRequest): Promise<Credentials> => {
    requests.push(request);
    const number = requests.length;
    await Promise.resolve();
    if (result.fail !== undefined) throw result.fail;
    return {
      accessKeyId: `STS.id-${number}`,
      accessKeySecret: `secret-${number}`,
      securityToken: `token-${number}`,
      expiration: lifetimeSeconds === undefined ? undefined : new Date(clock.now() + lifetimeSeconds * 1000),
    };
  };
  const result: FakeSource = Object.assign(source, { requests, fail: undefined });
  return result;
}

/** Waits until a background fetch has finished. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
