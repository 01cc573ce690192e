import { expect, it } from 'vitest';
import type { DownloadOptions } from './download-options.ts';
import type { DownloadEvent } from './events.ts';
import { withAsyncListener } from './with-async-listener.ts';

type Listening = Pick<DownloadOptions, 'onEvent' | 'signal'>;
const event: DownloadEvent = { type: 'progress', durableBytes: 1, totalBytes: 2 };
const untilAborted = (signal: AbortSignal | undefined) =>
  new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

it('behavior: a rejected promise of the listener fails the download', async () => {
  const failure = new Error('the database is gone');
  const onEvent = async () => Promise.reject(failure);
  const running = withAsyncListener<Listening, never>({ onEvent }, ({ onEvent, signal }) => {
    onEvent?.(event);
    return untilAborted(signal);
  });
  await expect(running).rejects.toBe(failure);
});

it('behavior: an error that the listener throws fails the download, even if the reporting code survives it', async () => {
  const failure = new Error('the disk of the log is full');
  const onEvent = () => {
    throw failure;
  };
  const running = withAsyncListener<Listening, never>({ onEvent }, ({ onEvent, signal }) => {
    expect(() => onEvent?.(event)).toThrow(failure);
    signal?.throwIfAborted();
    return untilAborted(signal);
  });
  await expect(running).rejects.toBe(failure);
  const atTheEnd = withAsyncListener<Listening, string>({ onEvent }, async ({ onEvent }) => {
    expect(() => onEvent?.(event)).toThrow(failure);
    return 'summary';
  });
  await expect(atTheEnd).rejects.toBe(failure);
});

it('behavior: waits for the promises of the listener at the end, which may still fail it', async () => {
  const order: string[] = [];
  const onEvent = async () => {
    await Promise.resolve();
    order.push('heard');
  };
  const run = async ({ onEvent }: Listening) => {
    onEvent?.(event);
    order.push('done');
    return 'summary';
  };
  expect(await withAsyncListener({ onEvent }, run)).toBe('summary');
  expect(order).toEqual(['done', 'heard']);
  const failure = new Error('late');
  await expect(withAsyncListener({ onEvent: async () => Promise.reject(failure) }, run)).rejects.toBe(failure);
});

it('behavior: does not wait for a pending listener after an abort', async () => {
  const stop = new AbortController();
  const onEvent = () => new Promise<void>(() => undefined);
  const running = withAsyncListener<Listening, void>({ onEvent, signal: stop.signal }, async ({ onEvent }) =>
    onEvent?.(event),
  );
  stop.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
});

it('behavior: an abort after everything is done does not fail the download', async () => {
  const stop = new AbortController();
  const run = async () => {
    stop.abort();
    return 'summary';
  };
  expect(await withAsyncListener<Listening, string>({ onEvent: () => undefined, signal: stop.signal }, run)).toBe(
    'summary',
  );
});
