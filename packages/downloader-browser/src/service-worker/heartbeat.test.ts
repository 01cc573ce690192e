import { describe, expect, it, vi } from 'vitest';
import { createHeartbeat } from './heartbeat.ts';
import type { AliveResponse, AliveRequest } from './messages.ts';

const url = 'https://app.example.com/ossferry-download/1';

/** A watch over a service worker that answers with `answer`, and its clock. */
function setUp(answer: () => AliveResponse['type'] | undefined) {
  let nowMs = 0;
  const onStopped = vi.fn();
  const questions: AliveRequest[] = [];
  const worker = {
    postMessage(question: AliveRequest, [port]: readonly MessagePort[]) {
      questions.push(question);
      const type = answer();
      if (type !== undefined) port?.postMessage({ type });
    },
  };
  const ask = createHeartbeat({ worker: worker as never, url, onStopped, now: () => nowMs });
  /** Asks, and waits for what is answered. */
  const askAfter = async (passedMs: number) => {
    nowMs += passedMs;
    ask();
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { onStopped, questions, askAfter };
}

describe('createHeartbeat', () => {
  it('default: one that has the download is asked on', async () => {
    const { onStopped, questions, askAfter } = setUp(() => 'alive');
    for (let time = 0; time < 6; time += 1) await askAfter(10_000);
    expect(questions).toEqual(Array(6).fill({ type: 'ossferry-alive', url }));
    expect(onStopped).not.toHaveBeenCalled();
  });

  it('error: one that does not know the download any more was stopped', async () => {
    const { onStopped, askAfter } = setUp(() => 'gone');
    await askAfter(10_000);
    await vi.waitFor(() => expect(onStopped).toHaveBeenCalledOnce());
  });

  it('error: three questions without an answer', async () => {
    const { onStopped, askAfter } = setUp(() => undefined);
    for (let time = 0; time < 3; time += 1) await askAfter(10_000);
    expect(onStopped).not.toHaveBeenCalled();
    await askAfter(10_000);
    expect(onStopped).toHaveBeenCalledOnce();
  });

  it('behavior: an answer now and then is enough', async () => {
    let asked = 0;
    const { onStopped, askAfter } = setUp(() => {
      asked += 1;
      return asked % 3 === 0 ? 'alive' : undefined;
    });
    for (let time = 0; time < 9; time += 1) await askAfter(10_000);
    expect(onStopped).not.toHaveBeenCalled();
  });

  it('behavior: calls that a busy page got in a heap are one question', async () => {
    const { onStopped, questions, askAfter } = setUp(() => undefined);
    for (let time = 0; time < 9; time += 1) await askAfter(1);
    expect(questions).toHaveLength(1);
    expect(onStopped).not.toHaveBeenCalled();
  });
});
