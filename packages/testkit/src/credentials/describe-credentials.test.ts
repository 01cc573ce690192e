import * as nodeTest from 'node:test';
import type { Credentials, CredentialsProvider } from '@ossferry/contract';
import { cached, fromEnv, fromStatic } from '@ossferry/credentials';
import { describe, expect, it } from 'vitest';
import { failingChecks } from '../failing-checks.test-support.ts';
import type { TestRunner } from '../test-runner.ts';
import type { CredentialsBackend } from './credentials-backend.ts';
import { type CredentialsGuarantee, describeCredentials } from './describe-credentials.ts';
import type { MakeProvider } from './fixture.ts';

describeCredentials({ describe, it }, ({ load, now }) => cached(load, { now }), { name: 'cached' });

describeCredentials({ describe, it }, ({ read }) => fromStatic(read()), {
  name: 'fromStatic',
  guarantees: ['end', 'redaction'],
});

describeCredentials({ describe, it }, ({ read }) => fromEnvironmentOf(read), {
  name: 'fromEnv',
  guarantees: ['rotation', 'redaction'],
});

describeCredentials({ describe, it }, ({ load }) => checkedPair(load), {
  name: 'an async function',
  guarantees: ['end', 'rotation'],
});

/** A `fromEnv` source whose variables come from the backend; each call is one load. */
function fromEnvironmentOf(read: CredentialsBackend['read']): CredentialsProvider {
  return () => {
    const { accessKeyId, accessKeySecret, securityToken } = read();
    const env = {
      OSS_ACCESS_KEY_ID: accessKeyId,
      OSS_ACCESS_KEY_SECRET: accessKeySecret,
      OSS_SESSION_TOKEN: securityToken,
    };
    return fromEnv({ env })();
  };
}

function checkedPair(load: CredentialsBackend['load']): () => Promise<Credentials> {
  return async () => {
    const pair = await load();
    if (!pair.accessKeyId || !pair.accessKeySecret) throw new Error('The pair is incomplete.');
    return pair;
  };
}

/** A source that caches its first result forever. */
function cacheForever(load: () => Promise<Credentials>): () => Promise<Credentials> {
  let pending: Promise<Credentials> | undefined;
  return () => {
    pending ??= load();
    return pending;
  };
}

interface Mistake {
  readonly makeProvider: MakeProvider;
  readonly guarantees: readonly CredentialsGuarantee[];
  /** The checks that must fail. */
  readonly noticedBy: readonly RegExp[];
}

let leftover: Promise<Credentials> | undefined;

const mistakes: Record<string, Mistake> = {
  'the token is dropped': {
    makeProvider:
      ({ load }) =>
      async () => ({ ...(await load()), securityToken: undefined }),
    guarantees: [],
    noticedBy: [/are returned unchanged/],
  },
  'all sources share one pair': {
    makeProvider: ({ load }) => {
      leftover ??= load();
      return () => leftover as Promise<Credentials>;
    },
    guarantees: [],
    noticedBy: [/two sources are independent/],
  },
  'an error becomes anonymous access': {
    makeProvider:
      ({ load }) =>
      async () => {
        const pair = await load().catch(() => ({ accessKeyId: '', accessKeySecret: '' }));
        return pair;
      },
    guarantees: [],
    noticedBy: [/the backend fails/, /the pair has no/],
  },
  'a string is thrown': {
    makeProvider:
      ({ load }) =>
      () =>
        load().catch(() => Promise.reject('broken')),
    guarantees: [],
    noticedBy: [/the backend fails/],
  },
  'the message of an error contains the pair': {
    makeProvider:
      ({ load }) =>
      async () => {
        const pair = await load();
        if (pair.accessKeyId && pair.accessKeySecret) return pair;
        throw new Error(`Not a pair: ${JSON.stringify(pair)}`);
      },
    guarantees: [],
    noticedBy: [/the pair has no/],
  },
  'the cause of an error contains the pair': {
    makeProvider:
      ({ load }) =>
      async () => {
        const pair = await load();
        if (pair.accessKeyId && pair.accessKeySecret) return pair;
        throw new Error('Not a pair.', { cause: { answer: pair } });
      },
    guarantees: [],
    noticedBy: [/the pair has no/],
  },
  'the source has its pair as a property': {
    makeProvider: ({ load }) => {
      const provider = async () => {
        const pair = await load();
        return Object.assign(provider, { last: pair }).last;
      };
      return provider;
    },
    guarantees: [],
    noticedBy: [/itself reveals no secret/],
  },
  'callers share one mutable object': {
    makeProvider: ({ load }) => cacheForever(load),
    guarantees: [],
    noticedBy: [/changes to a returned pair/],
  },
  'the expiration is dropped': {
    makeProvider:
      ({ load }) =>
      async () => ({ ...(await load()), expiration: undefined }),
    guarantees: ['end'],
    noticedBy: [/the expiration is returned/],
  },
  'the expiration is a string': {
    makeProvider:
      ({ load }) =>
      async () => {
        const pair = await load();
        return { ...pair, expiration: pair.expiration?.toISOString() as never };
      },
    guarantees: ['end'],
    noticedBy: [/the expiration is returned/],
  },
  'a pair is combined from two loads': {
    makeProvider:
      ({ load }) =>
      async () => {
        const { accessKeyId } = await load();
        return { ...(await load()), accessKeyId };
      },
    guarantees: ['rotation'],
    noticedBy: [/come from one load/, /every kind of request/],
  },
  'the returned object is updated in place': {
    makeProvider: ({ load }) => {
      const shared = {} as Credentials;
      return async () => Object.assign(shared, await load());
    },
    guarantees: ['rotation'],
    noticedBy: [/a returned pair does not change/],
  },
  'the first pair is cached forever': {
    makeProvider: ({ load }) => cacheForever(load),
    guarantees: ['rotation', 'sharing'],
    noticedBy: [
      /`rejected` returns the new pair/,
      /`rejected` loads again/,
      /failed load is not cached/,
      /is replaced/,
    ],
  },
  'nothing is shared': {
    makeProvider: ({ load }) => load,
    guarantees: ['sharing'],
    noticedBy: [/a thousand concurrent callers/, /not loaded again/, /loads again, once for all/],
  },
  'the clock is not passed on': {
    makeProvider: ({ load }) => cached(load),
    guarantees: ['sharing'],
    noticedBy: [/uses the clock of the suite/],
  },
  'an abort of the first caller aborts the load for all': {
    makeProvider: ({ load }) => {
      let pending: Promise<Credentials> | undefined;
      return ({ signal }) => {
        pending ??= Promise.race([
          load(),
          new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
        ]);
        return pending;
      };
    },
    guarantees: ['sharing'],
    noticedBy: [/an abort by one caller/],
  },
  'an expired pair is returned if there is no other': {
    makeProvider: ({ load }) => {
      let last: Credentials | undefined;
      return async () => {
        try {
          last = await load();
        } catch (error) {
          if (last === undefined) throw error;
        }
        return last as Credentials;
      };
    },
    guarantees: ['sharing'],
    noticedBy: [/there is no new one/, /returns an expired pair/],
  },
  'the required lifetime is ignored': {
    makeProvider: ({ load, now }) => {
      const source = cached(load, { now });
      return ({ minLifetimeSeconds: _, ...request }) => source(request);
    },
    guarantees: ['sharing'],
    noticedBy: [/expires before `minLifetimeSeconds`/],
  },
  'the error for an expired pair contains the pair': {
    makeProvider: ({ load, now }) => {
      let last: Credentials | undefined;
      const keeping = async (): Promise<Credentials> => {
        last = await load();
        return last;
      };
      const source = cached(keeping, { now });
      return async (request) => {
        try {
          return await source(request);
        } catch {
          throw new Error(`Not usable: ${last?.accessKeySecret}`);
        }
      };
    },
    guarantees: ['sharing'],
    noticedBy: [/there is no new one/, /returns an expired pair/],
  },
  'a pair is a plain object': {
    makeProvider: ({ load }) => load,
    guarantees: ['redaction'],
    noticedBy: [/a pair reveals no secret/],
  },
};

describe('mistakes', () => {
  it.each(Object.keys(mistakes))('behavior: the suite notices that %s', async (name) => {
    const { makeProvider, guarantees, noticedBy } = mistakes[name] as Mistake;
    const failing = await failingChecks((runner) => describeCredentials(runner, makeProvider, { guarantees }));
    for (const check of noticedBy) expect(failing).toContainEqual(expect.stringMatching(check));
  });

  it('behavior: backends are cleaned up, even if a check fails', async () => {
    let open = 0;
    const makeProvider: MakeProvider = ({ atEnd }) => {
      open += 1;
      atEnd(() => {
        open -= 1;
      });
      return () => Promise.reject(new Error('Never.'));
    };
    const failing = await failingChecks((runner) => describeCredentials(runner, makeProvider));
    expect(failing.length).toBeGreaterThan(10);
    expect(open).toBe(0);
  });

  it('behavior: the functions of node:test have the required types', () => {
    expect({ describe: nodeTest.describe, it: nodeTest.it } satisfies TestRunner).toBeDefined();
  });
});
