import { describe, expect, it } from 'vitest';
import type { DownloadSummary } from '../events.ts';
import type { RangeResponse, RangeTransport } from '../ports.ts';
import { replayResponse } from './replay-response.ts';

const request = { url: 'https://h/k', headers: { range: 'bytes=0-9' } };
const { signal } = new AbortController();

function setUp(error?: Error) {
  const seen = { cancelled: 0, sent: [] as unknown[] };
  const answerOf = (cancel: () => void): RangeResponse => ({
    status: 206,
    header: () => null,
    read: async () => undefined,
    cancel,
  });
  const held = answerOf(() => {
    seen.cancelled += 1;
  });
  const fresh = answerOf(() => undefined);
  const transport: RangeTransport = async (sent) => {
    seen.sent.push(sent);
    return fresh;
  };
  const completed = error === undefined ? { request, response: held } : { request, error };
  const replay = replayResponse(completed, transport, { requests: 3, retries: 2, durationMs: 400 });
  return { seen, held, fresh, replay, counted: () => replay.countInto(next) };
}

/** The summary of the stage that follows. */
const next: DownloadSummary = {
  sizeBytes: 10,
  crc64: '1',
  verified: 'crc64',
  resumedBytes: 0,
  requests: 5,
  retries: 1,
  renewals: 0,
  peakParallel: 1,
  bytesFetchedTwice: 0,
  durationMs: 30,
};

describe('replayResponse', () => {
  it('default: replays the response once to the same request, then sends', async () => {
    const { seen, held, fresh, replay, counted } = setUp();
    expect(await replay.send({ ...request }, signal)).toBe(held);
    expect(counted()).toEqual({ ...next, requests: 7, retries: 3, durationMs: 430 });
    expect(seen.sent).toEqual([]);
    expect(await replay.send(request, signal)).toBe(fresh);
    expect(seen).toEqual({ cancelled: 0, sent: [request] });
  });

  it.each([
    ['URL', { ...request, url: 'https://h/other' }],
    ['range', { ...request, headers: { range: 'bytes=5-9' } }],
  ])('behavior: sends a request with another %s, and cancels the held response', async (_, other) => {
    const { seen, fresh, replay, counted } = setUp();
    expect(await replay.send(other, signal)).toBe(fresh);
    expect(await replay.send(request, signal)).toBe(fresh);
    expect(seen).toEqual({ cancelled: 1, sent: [other, request] });
    expect(counted()).toMatchObject({ requests: 8 });
  });

  it('behavior: drop cancels an unused response once, and never a used one', async () => {
    const dropped = setUp();
    dropped.replay.drop();
    dropped.replay.drop();
    expect(dropped.seen.cancelled).toBe(1);
    const taken = setUp();
    await taken.replay.send(request, signal);
    taken.replay.drop();
    expect(taken.seen.cancelled).toBe(0);
  });

  it('behavior: an abort cancels a used response', async () => {
    const { seen, replay } = setUp();
    const stop = new AbortController();
    await replay.send(request, stop.signal);
    stop.abort();
    expect(seen.cancelled).toBe(1);
  });

  it('error: replays a failure once', async () => {
    const error = new Error('lost');
    const { fresh, replay, counted } = setUp(error);
    await expect(replay.send(request, signal)).rejects.toBe(error);
    expect(counted()).toMatchObject({ requests: 7 });
    expect(await replay.send(request, signal)).toBe(fresh);
  });
});
