import { describe, expect, it, vi } from 'vitest';
import { createHeartbeat } from './heartbeat.ts';
import type { AliveRequest, AliveResponse } from './messages.ts';

const url = 'https://app.example.com/ossferry-download/1';

/** A heartbeat to a service worker that responds with `respond`, with a fake clock. */
function setUp(respond: () => AliveResponse['type'] | undefined) {
  let nowMs = 0;
  const onStopped = vi.fn();
  const requests: AliveRequest[] = [];
  const worker = {
    postMessage(request: AliveRequest, [port]: readonly MessagePort[]) {
      requests.push(request);
      const type = respond();
      if (type !== undefined) port?.postMessage({ type });
    },
  };
  const check = createHeartbeat({ worker: worker as never, url, onStopped, now: () => nowMs });
  /** Checks, and waits for the response. */
  const checkAfter = async (passedMs: number) => {
    nowMs += passedMs;
    check();
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { onStopped, requests, checkAfter };
}

describe('createHeartbeat', () => {
  it('default: a service worker that knows the download', async () => {
    const { onStopped, requests, checkAfter } = setUp(() => 'alive');
    for (let time = 0; time < 6; time += 1) await checkAfter(10_000);
    expect(requests).toEqual(Array(6).fill({ type: 'ossferry-alive', url }));
    expect(onStopped).not.toHaveBeenCalled();
  });

  it('error: a service worker that has lost the download', async () => {
    const { onStopped, checkAfter } = setUp(() => 'gone');
    await checkAfter(10_000);
    await vi.waitFor(() => expect(onStopped).toHaveBeenCalledOnce());
  });

  it('error: three requests without a response', async () => {
    const { onStopped, checkAfter } = setUp(() => undefined);
    for (let time = 0; time < 3; time += 1) await checkAfter(10_000);
    expect(onStopped).not.toHaveBeenCalled();
    await checkAfter(10_000);
    expect(onStopped).toHaveBeenCalledOnce();
  });

  it('behavior: two missed responses in a row are tolerated', async () => {
    let count = 0;
    const { onStopped, checkAfter } = setUp(() => {
      count += 1;
      return count % 3 === 0 ? 'alive' : undefined;
    });
    for (let time = 0; time < 9; time += 1) await checkAfter(10_000);
    expect(onStopped).not.toHaveBeenCalled();
  });

  it('behavior: a burst of calls sends one request', async () => {
    const { onStopped, requests, checkAfter } = setUp(() => undefined);
    for (let time = 0; time < 9; time += 1) await checkAfter(1);
    expect(requests).toHaveLength(1);
    expect(onStopped).not.toHaveBeenCalled();
  });
});
