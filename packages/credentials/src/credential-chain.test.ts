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
      advice: 'Mend it.',
      status: 400,
      requestId: 'R',
    });
  });
}

function failure(cause?: unknown): CredentialsError {
  return new CredentialsError({ source: 'link', code: 'RequestFailed', message: 'It failed.', cause });
}

describe('createCredentialChain', () => {
  it('default: the first one that gives something wins, and is the only one asked from then on', async () => {
    let asked = 0;
    const first = namedSource('first', () => {
      asked += 1;
      throw new CredentialsError({ source: 'first', code: 'NotConfigured', absent: true, message: 'no' });
    });
    const chain = createCredentialChain(first, async () => pair, broken('third'));
    expect(await chain()).toMatchObject({ accessKeyId: 'id' });
    await chain();
    expect(asked).toBe(1);
  });

  it('behavior: what is broken stops the chain', async () => {
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

  it('behavior: an error of a stranger stops the chain, and is not repeated', async () => {
    const stranger = async (): Promise<Credentials> => {
      throw new Error('SENTINEL');
    };
    const error = await failureOf(createCredentialChain(stranger, async () => pair)());
    expect(error.code).toBe('ChainStopped');
    expect(error.message).toBe(
      'The chain of credentials stopped at stranger: stranger threw an error. Asked: stranger Unknown.',
    );
  });

  it('behavior: of an error of a stranger, the code of the operating system is told', async () => {
    const stranger = async (): Promise<Credentials> => {
      throw new Error('SENTINEL', { cause: Object.assign(new Error('SENTINEL'), { code: 'ECONNREFUSED' }) });
    };
    const error = await failureOf(createCredentialChain(stranger)());
    expect(error.message).toContain('stranger threw an error (ECONNREFUSED).');
    expect(error.cause).toBeUndefined();
  });

  it('behavior: of an error of another realm too, which is how Jest gives those of Node', async () => {
    const stranger = async (): Promise<Credentials> => {
      throw runInNewContext(`Object.assign(new Error('SENTINEL'), { code: 'ECONNREFUSED' })`);
    };
    const error = await failureOf(createCredentialChain(stranger)());
    expect(error.message).toContain('stranger threw an error (ECONNREFUSED).');
  });

  it.each([
    ['a foreign error', new Error('SENTINEL'), undefined],
    ['no error at all', 'SENTINEL', undefined],
    ['an error of ours', failure(), failure()],
    ['an error of ours with one of ours below', failure(failure()), failure()],
    ['an error of ours with a foreign one below', failure(new Error('SENTINEL')), undefined],
    ['an error of ours with a foreign one far below', failure(failure({ token: 'SENTINEL' })), undefined],
  ])('behavior: the cause is %s: it is kept only when it is ours', async (_name, thrown, cause) => {
    const link = namedSource('link', () => {
      throw thrown;
    });
    const error = await failureOf(createCredentialChain(link)());
    expect(error.cause).toEqual(cause);
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('SENTINEL');
  });

  it('behavior: a winner that throws an error of a stranger stops the chain, too', async () => {
    let isMended = true;
    const stranger = async (): Promise<Credentials> => {
      if (!isMended) throw new Error('SENTINEL');
      return pair;
    };
    const chain = createCredentialChain(absent('first'), stranger);
    await chain();
    isMended = false;
    const error = await failureOf(chain());
    expect(error).toMatchObject({ code: 'ChainStopped', source: 'stranger' });
    expect(error.cause).toBeUndefined();
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain('SENTINEL');
  });

  it('behavior: after a total failure, what is set later is seen', async () => {
    const env: Record<string, string> = {};
    const chain = createCredentialChain(fromEnv({ env }), absent('second'));
    expect(await failureOf(chain())).toMatchObject({ code: 'ChainExhausted', absent: true });
    Object.assign(env, { OSS_ACCESS_KEY_ID: 'late', OSS_ACCESS_KEY_SECRET: 'secret' });
    expect(await chain()).toMatchObject({ accessKeyId: 'late' });
  });

  it('behavior: a winner is kept, even when it goes: nobody else becomes the caller', async () => {
    const env: Record<string, string> = { OSS_ACCESS_KEY_ID: 'a', OSS_ACCESS_KEY_SECRET: 'b' };
    const chain = createCredentialChain(fromEnv({ env }), async () => pair);
    await chain();
    delete env['OSS_ACCESS_KEY_ID'];
    delete env['OSS_ACCESS_KEY_SECRET'];
    expect(await failureOf(chain())).toMatchObject({ code: 'NotConfigured' });
  });

  it('behavior: a link that failed is not kept', async () => {
    let isMended = false;
    const second = namedSource('second', (request) => (isMended ? pair : broken('second')(request)));
    const chain = createCredentialChain(absent('first'), second);
    await failureOf(chain());
    isMended = true;
    expect(await chain()).toMatchObject({ accessKeyId: 'id' });
  });

  it('error: the messages, to the letter', async () => {
    expect((await failureOf(createCredentialChain(absent('env:OSS'), broken('cli'))())).message).toBe(
      'The chain of credentials stopped at cli: cli is malformed. Mend it. Asked: env:OSS NotConfigured, cli InvalidFile.',
    );
    expect((await failureOf(createCredentialChain(absent('env:OSS'), absent('cli'))())).message).toBe(
      'No source has credentials. Asked: env:OSS NotConfigured, cli NotConfigured. Configure one of them.',
    );
  });

  it('behavior: anonymous wins like any other', async () => {
    expect(await createCredentialChain(absent('first'), anonymous(), broken('third'))()).toBeNull();
  });

  it('behavior: a chain is a link', async () => {
    const inner = createCredentialChain(absent('first'));
    expect(await createCredentialChain(inner, pair)()).toMatchObject({ accessKeyId: 'id', source: 'static' });
  });

  it('behavior: an abort ends the walk', async () => {
    const controller = new AbortController();
    const slow = namedSource('slow', async ({ signal }) => {
      controller.abort(new Error('enough'));
      signal?.throwIfAborted();
      return null;
    });
    const chain = createCredentialChain(slow, async () => pair);
    await expect(chain({ signal: controller.signal })).rejects.toThrow('enough');
  });

  it('behavior: whoever aborts hears his own reason, also from a winner, not what a library makes of it', async () => {
    let isSlow = false;
    const library = async (): Promise<Credentials> => {
      if (!isSlow) return pair;
      controller.abort(new Error('enough'));
      throw Object.assign(new Error('canceled'), { config: { headers: { authorization: 'SENTINEL' } } });
    };
    let controller = new AbortController();
    const won = createCredentialChain(library);
    await won();
    isSlow = true;
    for (const chain of [won, createCredentialChain(library)]) {
      controller = new AbortController();
      await expect(chain({ signal: controller.signal })).rejects.toThrow('enough');
    }
  });

  it('behavior: explain says who won and why the others did not, without secrets', async () => {
    const links = await createCredentialChain(absent('first'), pair, broken('third')).explain();
    expect(links).toMatchObject([
      { source: 'first', outcome: 'absent', code: 'NotConfigured', message: 'first is not configured.' },
      { source: 'static', outcome: 'used', credentials: { accessKeyId: 'id' } },
      { source: 'third', outcome: 'not asked' },
    ]);
    expect(inspect(links, { showHidden: true, depth: 9 })).not.toContain('SENTINEL');
    expect(JSON.stringify(links)).not.toContain('SENTINEL');
  });

  it('behavior: explain asks nobody after the one that is broken', async () => {
    const links = await createCredentialChain(broken('first'), pair).explain();
    expect(links.map(({ outcome }) => outcome)).toEqual(['broken', 'not asked']);
  });
});
