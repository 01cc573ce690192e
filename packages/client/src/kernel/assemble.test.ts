import { definePlugin, type Middleware, type Plugin, type PluginHost } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { type ClientOptions, getObject } from '../index.ts';
import { credentials, ok, scriptedTransport, testClient } from './kernel.test-support.ts';

const request = getObject({ bucket: 'examplebucket', key: 'k' });

/** Records its name before and after calling `next`. */
function tracer<Input, Output>(name: string, trace: string[]): Middleware<Input, Output> {
  return async (input, next) => {
    trace.push(`> ${name}`);
    const output = await next(input);
    trace.push(`< ${name}`);
    return output;
  };
}

describe('assemble', () => {
  it('default: describes the pipeline', () => {
    expect(testClient().describe()).toEqual([
      'send    call ring: -',
      'send    endpoint: standard',
      'send    retry: standard',
      'send      attempt ring: -',
      'send      credentials: option credentials',
      'send      signer (header): v4',
      'send      transport: fetch',
      'presign presign ring: -',
      'presign endpoint: standard',
      'presign credentials: option credentials',
      'presign signer (query): v4',
    ]);
  });

  it('behavior: the order of the plugins is the order of the pipeline', async () => {
    const trace: string[] = [];
    const { transport } = scriptedTransport(ok());
    const plugin = (name: string) =>
      definePlugin(name, (host) => {
        host.use('attempt', tracer(`attempt ${name}`, trace));
        host.use('call', tracer(`call ${name}`, trace));
        host.use('presign', tracer(`presign ${name}`, trace));
        host.wrap('endpoint', (inner) => (input) => {
          trace.push(`endpoint ${name}`);
          return inner(input);
        });
      });
    const client = testClient({ transport, plugins: [plugin('a'), plugin('b')] });
    await client.send(request);
    expect(trace.splice(0)).toEqual([
      '> call a',
      '> call b',
      'endpoint a',
      'endpoint b',
      '> attempt a',
      '> attempt b',
      '< attempt b',
      '< attempt a',
      '< call b',
      '< call a',
    ]);
    await client.presign(request);
    expect(trace).toEqual(['> presign a', '> presign b', 'endpoint a', 'endpoint b', '< presign b', '< presign a']);
    expect(client.describe()).toContain('send    call ring: a, b');
    expect(client.describe()).toContain('presign endpoint: a(b(standard))');
  });

  it('behavior: wraps a slot that a later plugin fills', () => {
    const wrap = definePlugin('outer', (host) => host.wrap('credentials', (inner) => inner));
    const fill = definePlugin('vault', (host) => host.provide('credentials', () => credentials));
    const client = testClient({ credentials: undefined, plugins: [wrap, fill] });
    expect(client.describe()).toContain('presign credentials: outer(vault)');
  });

  it('error: two plugins fill one slot', () => {
    const fill = (name: string) => definePlugin(name, (host) => host.provide('retry', () => null));
    expect(() => testClient({ plugins: [fill('one'), fill('two')] })).toThrow(
      'Both "one" and "two" fill the slot "retry".',
    );
  });

  it.each<[ClientOptions, 'credentials' | 'retry' | 'transport', string]>([
    [{ credentials }, 'credentials', 'option credentials'],
    [{ retry: () => null }, 'retry', 'option retry'],
    [{ retry: { maxAttempts: 2 } }, 'retry', 'standard'],
    [{ transport: async () => new Response() }, 'transport', 'option transport'],
    [{ fetch }, 'transport', 'fetch'],
  ])('error: a plugin fills a slot that the option %j fills', (option, slot, name) => {
    const fill = definePlugin('vault', (host) => host.provide(slot, () => null as never));
    expect(() => testClient({ credentials: undefined, ...option, plugins: [fill] })).toThrow(
      `Both "${name}" and "vault" fill the slot "${slot}".`,
    );
  });

  it.each([
    ['slot', definePlugin('odd', (host) => host.provide('signature' as never, undefined as never))],
    ['slot', definePlugin('odd', (host) => host.wrap('toString' as never, undefined as never))],
    ['ring', definePlugin('odd', (host) => host.use('response' as never, undefined as never))],
  ])('error: an unknown %s', (kind, plugin) => {
    expect(() => testClient({ plugins: [plugin] })).toThrow(
      new RegExp(`The plugin "odd" names the ${kind} "\\w+", which does not exist\\. Use one of: `),
    );
  });

  it('error: an asynchronous setup, even if it finishes synchronously', async () => {
    let afterSetup: unknown;
    let openGate = (): void => {};
    let isOver = (): void => {};
    const gate = new Promise<void>((resolve) => {
      openGate = resolve;
    });
    const over = new Promise<void>((resolve) => {
      isOver = resolve;
    });
    const late = definePlugin('late', async (host) => {
      await gate;
      try {
        host.provide('credentials', () => null);
      } catch (error) {
        afterSetup = error;
        throw error;
      } finally {
        isOver();
      }
    });
    expect(() => testClient({ plugins: [late] })).toThrow(
      expect.objectContaining({ code: 'InvalidPlugin', message: expect.stringContaining('"late" is asynchronous') }),
    );
    openGate();
    await over;
    expect(afterSetup).toMatchObject({ code: 'InvalidPlugin' });
    const early = definePlugin('early', async (host) => host.provide('retry', () => null));
    expect(() => testClient({ plugins: [early] })).toThrow(
      expect.objectContaining({ code: 'InvalidPlugin', message: expect.stringContaining('"early" is asynchronous') }),
    );
  });

  it('error: a call to the host after setup, also during the setup of another plugin', () => {
    let kept: PluginHost | undefined;
    const keeps = definePlugin('keeps', (host) => {
      kept = host;
    });
    const client = testClient({ plugins: [keeps] });
    const calls: ((host: PluginHost | undefined) => void)[] = [
      (host) => host?.use('attempt', (attempt, next) => next(attempt)),
      (host) => host?.wrap('endpoint', (inner) => inner),
      (host) => host?.provide('retry', () => null),
    ];
    for (const call of calls) {
      const closed = expect.objectContaining({ code: 'InvalidPlugin', message: expect.stringContaining('"keeps"') });
      expect(() => call(kept)).toThrow(closed);
      expect(() => testClient({ plugins: [keeps, definePlugin('uses', () => call(kept))] })).toThrow(closed);
    }
    expect(client.describe()).toEqual(testClient().describe());
  });

  it.each<[string, Plugin]>([
    ['endpoint', definePlugin('odd', (host) => host.provide('endpoint', undefined as never))],
    ['endpoint', definePlugin('odd', (host) => host.wrap('endpoint', (async () => {}) as never))],
    ['signer', definePlugin('odd', (host) => host.wrap('signer', () => undefined as never))],
    ['signer', definePlugin('odd', (host) => host.provide('signer', { header: () => ({}) } as never))],
    ['call', definePlugin('odd', (host) => host.use('call', undefined as never))],
  ])('error: an invalid implementation for "%s"', (place, plugin) => {
    expect(() => testClient({ plugins: [plugin] })).toThrow(
      expect.objectContaining({
        code: 'InvalidPlugin',
        message: expect.stringContaining(`The plugin "odd" must give "${place}" a `),
      }),
    );
  });

  it.each<[string, unknown, RegExp]>([
    ['a single plugin instead of a list', definePlugin('one', () => {}), /^The option plugins is not a list\./],
    ['null instead of a list', null, /^The option plugins is not a list\./],
    ['a factory instead of a plugin', [() => {}], /^An entry of the option plugins is not a plugin\./],
    ['a plugin without setup', [{ name: 'bare', contract: 1 }], /^An entry of the option plugins is not a plugin\./],
    [
      'a wrapper that is no function',
      [definePlugin('odd', (host) => host.wrap('retry', 5 as never))],
      /^The plugin "odd" must wrap "retry" with a function\./,
    ],
  ])('error: %s', (_, plugins, message) => {
    const refused = expect.objectContaining({ code: 'InvalidPlugin', message: expect.stringMatching(message) });
    expect(() => testClient({ plugins: plugins as never })).toThrow(refused);
  });

  it('error: another version of the contract', () => {
    const plugin = { name: 'later', contract: 2, setup: () => {} } as unknown as Plugin;
    expect(() => testClient({ plugins: [plugin] })).toThrow(
      expect.objectContaining({
        code: 'UnsupportedPlugin',
        message: expect.stringContaining('"later" is for version 2'),
      }),
    );
  });
});
