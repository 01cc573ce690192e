import { describe, expect, it } from 'vitest';
import { createSemaphore } from './semaphore.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('createSemaphore', () => {
  it('default: limits the permits in use; waiting tasks get them in order', async () => {
    const semaphore = createSemaphore(2);
    expect([semaphore.acquire(), semaphore.acquire()]).toEqual([undefined, undefined]);
    const started: number[] = [];
    for (const task of [1, 2, 3]) void semaphore.acquire()?.then(() => started.push(task));
    await settle();
    expect(started).toEqual([]);
    semaphore.release();
    semaphore.release();
    await settle();
    expect([started, semaphore.used()]).toEqual([[1, 2], 2]);
  });

  it('behavior: a lowered limit applies as permits are released, and is at least 1', async () => {
    const semaphore = createSemaphore(3);
    for (let task = 0; task < 3; task += 1) void semaphore.acquire();
    let isWaiting = true;
    void semaphore.acquire()?.then(() => {
      isWaiting = false;
    });
    semaphore.lowerLimit(0);
    semaphore.lowerLimit(3);
    semaphore.release();
    semaphore.release();
    await settle();
    expect([isWaiting, semaphore.used()]).toEqual([true, 1]);
    semaphore.release();
    await settle();
    expect([isWaiting, semaphore.used()]).toEqual([false, 1]);
  });

  it('behavior: whenIdle resolves when no permit is in use, even if none ever was', async () => {
    const semaphore = createSemaphore(1);
    await semaphore.whenIdle();
    void semaphore.acquire();
    void semaphore.acquire();
    let isIdle = false;
    void semaphore.whenIdle().then(() => {
      isIdle = true;
    });
    semaphore.release();
    await settle();
    expect(isIdle).toBe(false);
    semaphore.release();
    await settle();
    expect(isIdle).toBe(true);
  });
});
