import { describe, expect, it } from 'vitest';
import type { ByteStream, PluginHost, RequestBody } from './index.ts';
import { definePlugin, type Plugin } from './plugin.ts';

describe('definePlugin', () => {
  it('default: a plugin for this version of the contract', () => {
    const setup = (): void => {};
    expect(definePlugin('log', setup)).toEqual({ name: 'log', contract: 1, setup });
  });
});

// `pnpm typecheck` checks these: an unused `@ts-expect-error` is an error itself.
describe('types', () => {
  const check = (setup: (host: PluginHost) => void): void => expect(definePlugin('types', setup).contract).toBe(1);

  it('behavior: middleware of the attempt ring has the endpoint, that of the call ring does not', () => {
    check((host) => {
      // @ts-expect-error -- No endpoint yet.
      host.use('call', (request, next) => next({ ...request, key: request.endpoint.path }));
      host.use('attempt', (attempt, next) => next({ ...attempt, key: attempt.endpoint.path }));
      host.use('presign', ({ request, options }, next) => next({ request: { ...request, key: 'k' }, options }));
    });
  });

  it('behavior: inputs are deeply read-only', () => {
    check((host) => {
      host.use('attempt', (attempt, next) => {
        // @ts-expect-error -- Read-only.
        attempt.key = 'k';
        // @ts-expect-error -- Read-only.
        attempt.headers['range'] = 'bytes=0-1';
        // @ts-expect-error -- Read-only.
        attempt.query.push(['a', 'b']);
        // @ts-expect-error -- Read-only.
        attempt.endpoint.region = 'cn-hangzhou';
        return next(attempt);
      });
      host.use('presign', (call, next) => {
        // @ts-expect-error -- Read-only.
        call.options.expires = 60;
        return next(call);
      });
    });
  });

  it('behavior: next requires its input, and middleware returns a response', () => {
    check((host) => {
      // @ts-expect-error -- An input is missing.
      host.use('call', (_, next) => next());
      // @ts-expect-error -- Not the input of this ring.
      host.use('presign', ({ request }, next) => next(request));
      // @ts-expect-error -- The response is missing.
      host.use('call', async (request, next) => void (await next(request)));
    });
  });

  it('behavior: the names of slots and rings and the types of slots are checked', () => {
    check((host) => {
      // @ts-expect-error -- No such slot.
      host.provide('signature', () => null);
      // @ts-expect-error -- No such ring.
      host.use('response', (input, next) => next(input));
      // @ts-expect-error -- An endpoint is not a string.
      host.provide('endpoint', () => 'https://static.example.com');
      // @ts-expect-error -- A policy is synchronous.
      host.provide('retry', async () => null);
      // @ts-expect-error -- A signer has two functions.
      host.wrap('signer', ({ header }) => ({ header }));
    });
  });

  it('behavior: a plugin for another version of the contract is a type error', () => {
    // @ts-expect-error -- This is version 1.
    const later: Plugin = { name: 'later', contract: 2, setup: () => {} };
    expect(later.contract).toBe(2);
  });

  it('behavior: a body is text, bytes in any buffer, a blob, or a function that opens a byte stream', () => {
    const shared: Uint8Array = new Uint8Array(new SharedArrayBuffer(1));
    const opened: ByteStream = new Blob(['a']).stream();
    const bodies: RequestBody[] = ['a', shared, Buffer.from('a'), new Blob(['a']), () => opened];
    // @ts-expect-error -- A stream can be read once, and a retry needs it again.
    bodies.push(opened);
    // @ts-expect-error -- Not bytes.
    bodies.push(() => new ReadableStream<string>());
    expect(bodies).toHaveLength(7);
  });
});
