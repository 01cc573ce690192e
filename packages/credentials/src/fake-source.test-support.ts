import type { Credentials, CredentialsRequest } from '@ossferry/contract';

/** A clock that stands still until it is told to move. */
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

/** A source of temporary pairs that counts how often it was asked. `fail` makes every further fetch fail. */
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

/** Lets a fetch in the background come to its end. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
