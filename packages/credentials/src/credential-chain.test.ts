import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import type { Credentials } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { anonymous } from './anonymous.ts';
import { createCredentialChain } from './credential-chain.ts';
import { CredentialsError } from './credentials-error.ts';
import { namedSource } from './credentials-source.ts';
import { failureOf } from './failure-of.test-support.ts';
import { fromEnv } from './from-env.ts';

const pair: Credentials = { accessKeyId: 'id', accessKeySecret: 'SENTINEL' };

function absent(source: string) {
  return namedSource(source, () => {
    throw new CredentialsError({
      source,
      code: 'NotConfigured',
      absent: true,
      message: `${source} is not configured.`,
    });
  });
}

function broken(source: string) {
  return namedSource(source, () => {
    throw new CredentialsError({
      source,
      code: 'InvalidFile',
      message: `${source} is malformed.`,
      advice: 'Fix it.',
      status: 400,
      requestId: 'R',
    });
  });
}

function failure(cause?: unknown): CredentialsError {
  return new CredentialsError({ source: 'link', code: 'RequestFailed', message: 'It failed.', cause });
}

describe('createCredentialChain', () => {
  it('default: uses the first source that has credentials, and only that one from then on', async () => {
    let calls = 0;
    const first = namedSource('first', () => {
      calls += 1;
      throw new CredentialsError({ source: 'first', code: 'NotConfigured', absent: true, message: 'no' });
    });
    const chain = createCredentialChain(first, async () => pair, broken('third'));
    expect(await chain()).toMatchObject({ accessKeyId: 'id' });
    await chain();
    expect(calls).toBe(1);
  });

  it('behavior: a broken source stops the chain', async () => {
    const chain = createCredentialChain(absent('first'), broken('second'), async () => expect.unreachable());
    const error = await failureOf(chain());
    expect(error).toMatchObject({
      code: 'ChainStopped',
      source: 'second',
      absent: false,
      status: 400,
      requestId: 'R',
      cause: { code: 'InvalidFile' },
    });
  });

  it('behavior: an error that is not an OssError stops the chain, and its message is not repeated', async () => {
    const library = async (): Promise<Credentials> => {
      throw new Error('SENTINEL');
    };
    const error = await failureOf(createCredentialChain(library, async () => pair)());
    expect(error.code).toBe('ChainStopped');
    expect(error.message).toBe(
      'The credential chain stopped at library: library threw an error. Tried: library Unknown.',
    );
  });

  it("behavior: the operating system's code of an error that is not an OssError is repeated", async () => {
    const library = async (): Promise<Credentials> => {
      throw new Error('SENTINEL', { cause: Object.assign(new Error('SENTINEL'), { code: 'ECONNREFUSED' }) });
    };
    const error = await failureOf(createCredentialChain(library)());
    expect(error.message).toContain('library threw an error (ECONNREFUSED).');
    expect(error.cause).toBeUndefined();
  });

  it("behavior: the code of an error from another realm is repeated, as for Node's own errors in Jest", async () => {
    const library = async (): Promise<Credentials> => {
      throw runInNewContext(`Object.assign(new Error('SENTINEL'), { code: 'ECONNREFUSED' })`);
    };
    const error = await failureOf(createCredentialChain(library)());
    expect(error.message).toContain('library threw an error (ECONNREFUSED).');
  });

  it.each([
    ['another error', new Error('SENTINEL'), undefined],
    ['not an error', 'SENTINEL', undefined],
    ['an OssError', failure(), failure()],
    ['an OssError caused by an OssError', failure(failure()), failure()],
    ['an OssError caused by another error', failure(new Error('SENTINEL')), undefined],
    ['an OssError indirectly caused by another error', failure(failure({ token: 'SENTINEL' })), undefined],
  ])('behavior: a cause that is %s is kept only if it consists of OssErrors', async (_name, thrown, cause) => {
    const link = namedSource('link', () => {
      throw thrown;
    });
    const error = await failureOf(createCredentialChain(link)());
    expect(error.cause).toEqual(cause);
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('SENTINEL');
  });

  it('behavior: an error of the selected source that is not an OssError stops the chain', async () => {
    let isWorking = true;
    const library = async (): Promise<Credentials> => {
      if (!isWorking) throw new Error('SENTINEL');
      return pair;
    };
    const chain = createCredentialChain(absent('first'), library);
    await chain();
    isWorking = false;
    const error = await failureOf(chain());
    expect(error).toMatchObject({ code: 'ChainStopped', source: 'library' });
    expect(error.cause).toBeUndefined();
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('SENTINEL');
  });

  it('behavior: after a failure, the chain tries all sources again', async () => {
    const env: Record<string, string> = {};
    const chain = createCredentialChain(fromEnv({ env }), absent('second'));
    expect(await failureOf(chain())).toMatchObject({ code: 'ChainExhausted', absent: true });
    Object.assign(env, { OSS_ACCESS_KEY_ID: 'late', OSS_ACCESS_KEY_SECRET: 'secret' });
    expect(await chain()).toMatchObject({ accessKeyId: 'late' });
  });

  it('behavior: the selected source stays selected if its credentials disappear', async () => {
    const env: Record<string, string> = { OSS_ACCESS_KEY_ID: 'a', OSS_ACCESS_KEY_SECRET: 'b' };
    const chain = createCredentialChain(fromEnv({ env }), async () => pair);
    await chain();
    delete env['OSS_ACCESS_KEY_ID'];
    delete env['OSS_ACCESS_KEY_SECRET'];
    expect(await failureOf(chain())).toMatchObject({ code: 'NotConfigured' });
  });

  it('behavior: a failure is not cached', async () => {
    let isWorking = false;
    const second = namedSource('second', (request) => (isWorking ? pair : broken('second')(request)));
    const chain = createCredentialChain(absent('first'), second);
    await failureOf(chain());
    isWorking = true;
    expect(await chain()).toMatchObject({ accessKeyId: 'id' });
  });

  it('error: the exact messages', async () => {
    expect((await failureOf(createCredentialChain(absent('env:OSS'), broken('cli'))())).message).toBe(
      'The credential chain stopped at cli: cli is malformed. Fix it. Tried: env:OSS NotConfigured, cli InvalidFile.',
    );
    expect((await failureOf(createCredentialChain(absent('env:OSS'), absent('cli'))())).message).toBe(
      'No source has credentials. Tried: env:OSS NotConfigured, cli NotConfigured. Configure one of them.',
    );
  });

  it('behavior: anonymous access ends the search', async () => {
    expect(await createCredentialChain(absent('first'), anonymous(), broken('third'))()).toBeNull();
  });

  it('behavior: a chain can be a link', async () => {
    const inner = createCredentialChain(absent('first'));
    expect(await createCredentialChain(inner, pair)()).toMatchObject({ accessKeyId: 'id', source: 'static' });
  });

  it('behavior: an abort ends the search', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const slow = namedSource('slow', async ({ signal }) => {
      controller.abort(reason);
      signal?.throwIfAborted();
      return null;
    });
    const chain = createCredentialChain(slow, async () => pair);
    await expect(chain({ signal: controller.signal })).rejects.toBe(reason);
  });

  it('behavior: an abort rejects with its reason, also from the selected source, not with the error of a library', async () => {
    let isSlow = false;
    const reason = new Error('enough');
    const library = async (): Promise<Credentials> => {
      if (!isSlow) return pair;
      controller.abort(reason);
      throw Object.assign(new Error('canceled'), { config: { headers: { authorization: 'SENTINEL' } } });
    };
    let controller = new AbortController();
    const selected = createCredentialChain(library);
    await selected();
    isSlow = true;
    for (const chain of [selected, createCredentialChain(library)]) {
      controller = new AbortController();
      await expect(chain({ signal: controller.signal })).rejects.toBe(reason);
    }
  });

  it('behavior: explain returns the used link and why the others are not used, without secrets', async () => {
    const links = await createCredentialChain(absent('first'), pair, broken('third')).explain();
    expect(links).toMatchObject([
      { source: 'first', outcome: 'absent', code: 'NotConfigured', message: 'first is not configured.' },
      { source: 'static', outcome: 'used', credentials: { accessKeyId: 'id' } },
      { source: 'third', outcome: 'untried' },
    ]);
    expect(inspect(links, { showHidden: true, depth: 9 })).not.toContain('SENTINEL');
    expect(JSON.stringify(links)).not.toContain('SENTINEL');
  });

  it('behavior: explain does not try links after a broken one', async () => {
    const links = await createCredentialChain(broken('first'), pair).explain();
    expect(links.map(({ outcome }) => outcome)).toEqual(['broken', 'untried']);
  });
});
