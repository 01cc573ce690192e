import * as nodeTest from 'node:test';
import type { Credentials, CredentialsProvider } from '@ossferry/contract';
import { cached, fromEnv, fromStatic } from '@ossferry/credentials';
import { describe, expect, it } from 'vitest';
import { failingChecks } from '../failing-checks.test-support.ts';
import type { TestRunner } from '../test-runner.ts';
import type { CredentialsBackend } from './credentials-backend.ts';
import { type CredentialsPromise, describeCredentials } from './describe-credentials.ts';
import type { MakeProvider } from './trial.ts';

describeCredentials({ describe, it }, ({ load, now }) => cached(load, { now }), { name: 'cached' });

describeCredentials({ describe, it }, ({ read }) => fromStatic(read()), {
  name: 'fromStatic',
  promises: ['end', 'redaction'],
});

describeCredentials({ describe, it }, ({ read }) => fromEnvironmentOf(read), {
  name: 'fromEnv',
  promises: ['rotation', 'redaction'],
});

describeCredentials({ describe, it }, ({ load }) => checkedPair(load), {
  name: 'an async function',
  promises: ['end', 'rotation'],
});

/** The environment of a process whose variables follow the backend; each call of the source is one load. */
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
    if (!pair.accessKeyId || !pair.accessKeySecret) throw new Error('Half a pair.');
    return pair;
  };
}

/** A source that keeps its pair without any of the care that `cached` takes. */
function carelessCache(load: () => Promise<Credentials>): () => Promise<Credentials> {
  let pending: Promise<Credentials> | undefined;
  return () => {
    pending ??= load();
    return pending;
  };
}

interface Mistake {
  readonly makeProvider: MakeProvider;
  readonly promises: readonly CredentialsPromise[];
  /** The checks that must notice it. */
  readonly noticedBy: readonly RegExp[];
}

let leftover: Promise<Credentials> | undefined;

const mistakes: Record<string, Mistake> = {
  'the token is dropped': {
    makeProvider:
      ({ load }) =>
      async () => ({ ...(await load()), securityToken: undefined }),
    promises: [],
    noticedBy: [/come out as they went in/],
  },
  'one pair for all sources of a program': {
    makeProvider: ({ load }) => {
      leftover ??= load();
      return () => leftover as Promise<Credentials>;
    },
    promises: [],
    noticedBy: [/two sources share nothing/],
  },
  'an error becomes anonymous access': {
    makeProvider:
      ({ load }) =>
      async () => {
        const pair = await load().catch(() => ({ accessKeyId: '', accessKeySecret: '' }));
        return pair;
      },
    promises: [],
    noticedBy: [/out of order/, /half a pair/],
  },
  'a text is thrown': {
    makeProvider:
      ({ load }) =>
      () =>
        load().catch(() => Promise.reject('broken')),
    promises: [],
    noticedBy: [/out of order/],
  },
  'the message of an error quotes the answer': {
    makeProvider:
      ({ load }) =>
      async () => {
        const pair = await load();
        if (pair.accessKeyId && pair.accessKeySecret) return pair;
        throw new Error(`Not a pair: ${JSON.stringify(pair)}`);
      },
    promises: [],
    noticedBy: [/half a pair/],
  },
  'the cause of an error carries the answer': {
    makeProvider:
      ({ load }) =>
      async () => {
        const pair = await load();
        if (pair.accessKeyId && pair.accessKeySecret) return pair;
        throw new Error('Not a pair.', { cause: { answer: pair } });
      },
    promises: [],
    noticedBy: [/half a pair/],
  },
  'the source carries its pair around': {
    makeProvider: ({ load }) => {
      const provider = async () => {
        const pair = await load();
        return Object.assign(provider, { last: pair }).last;
      };
      return provider;
    },
    promises: [],
    noticedBy: [/itself shows no secret/],
  },
  'callers share one object that anybody can write to': {
    makeProvider: ({ load }) => carelessCache(load),
    promises: [],
    noticedBy: [/written to a pair/],
  },
  'the end is dropped': {
    makeProvider:
      ({ load }) =>
      async () => ({ ...(await load()), expiration: undefined }),
    promises: ['end'],
    noticedBy: [/the end of the pair/],
  },
  'the end is a text': {
    makeProvider:
      ({ load }) =>
      async () => {
        const pair = await load();
        return { ...pair, expiration: pair.expiration?.toISOString() as never };
      },
    promises: ['end'],
    noticedBy: [/the end of the pair/],
  },
  'a pair is put together from two loads': {
    makeProvider:
      ({ load }) =>
      async () => {
        const { accessKeyId } = await load();
        return { ...(await load()), accessKeyId };
      },
    promises: ['rotation'],
    noticedBy: [/from one load/, /whatever is wished for/],
  },
  'the object that is out is updated in place': {
    makeProvider: ({ load }) => {
      const shared = {} as Credentials;
      return async () => Object.assign(shared, await load());
    },
    promises: ['rotation'],
    noticedBy: [/does not change/],
  },
  'the first pair is kept for ever': {
    makeProvider: ({ load }) => carelessCache(load),
    promises: ['rotation', 'sharing'],
    noticedBy: [/`rejected` gives the new pair/, /`rejected` loads again/, /failed load is not kept/, /is replaced/],
  },
  'nothing is shared': {
    makeProvider: ({ load }) => load,
    promises: ['sharing'],
    noticedBy: [/a thousand callers/, /not loaded again/, /loads again, once for all/],
  },
  'the load dies with the caller who began it': {
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
    promises: ['sharing'],
    noticedBy: [/abort of one caller/],
  },
  'an ended pair is better than none': {
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
    promises: ['sharing'],
    noticedBy: [/there is no new one/, /gives a pair that has ended/],
  },
  'a pair is an ordinary object': {
    makeProvider: ({ load }) => load,
    promises: ['redaction'],
    noticedBy: [/a pair shows no secret/],
  },
};

describe('mistakes', () => {
  it.each(Object.keys(mistakes))('behavior: the suite notices that %s', async (name) => {
    const { makeProvider, promises, noticedBy } = mistakes[name] as Mistake;
    const failing = await failingChecks((runner) => describeCredentials(runner, makeProvider, { promises }));
    for (const check of noticedBy) expect(failing).toContainEqual(expect.stringMatching(check));
  });

  it('behavior: what a backend began is cleaned up, even when a check fails', async () => {
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

  it('behavior: the functions of node:test fit too', () => {
    expect({ describe: nodeTest.describe, it: nodeTest.it } satisfies TestRunner).toBeDefined();
  });
});
