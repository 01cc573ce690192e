import { expect, it } from 'vitest';
import type { DownloadOptions } from './download-options.ts';
import type { DownloadEvent } from './events.ts';
import { heedListener } from './heed-listener.ts';

type Listening = Pick<DownloadOptions, 'onEvent' | 'signal'>;
const event: DownloadEvent = { type: 'progress', durableBytes: 1, totalBytes: 2 };
const untilAborted = (signal: AbortSignal | undefined) =>
  new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

it('heedListener: what a promise of the listener rejects with ends the download', async () => {
  const failure = new Error('the database is gone');
  const onEvent = async () => Promise.reject(failure);
  const running = heedListener<Listening, never>({ onEvent }, ({ onEvent, signal }) => {
    onEvent?.(event);
    return untilAborted(signal);
  });
  await expect(running).rejects.toBe(failure);
});

it('heedListener: the download is over when its listener is; one that fails at the end fails it still', async () => {
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
  expect(await heedListener({ onEvent }, run)).toBe('summary');
  expect(order).toEqual(['done', 'heard']);
  const failure = new Error('late');
  await expect(heedListener({ onEvent: async () => Promise.reject(failure) }, run)).rejects.toBe(failure);
});

it('heedListener: a listener that never ends does not hold a download that is aborted', async () => {
  const stop = new AbortController();
  const onEvent = () => new Promise<void>(() => undefined);
  const running = heedListener<Listening, void>({ onEvent, signal: stop.signal }, async ({ onEvent }) =>
    onEvent?.(event),
  );
  stop.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
});
