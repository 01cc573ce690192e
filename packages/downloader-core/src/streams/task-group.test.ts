import { describe, expect, it } from 'vitest';
import { createTaskGroup } from './task-group.ts';

describe('createTaskGroup', () => {
  it('default: waits for tasks that other tasks started', async () => {
    const group = createTaskGroup(new AbortController());
    const ended: string[] = [];
    group.run(async () => {
      await Promise.resolve();
      group.run(async () => {
        await Promise.resolve();
        ended.push('second');
      });
      ended.push('first');
    });
    await group.settle();
    expect(ended).toEqual(['first', 'second']);
  });

  it('error: the first failure aborts the other tasks, waits for them, and is thrown', async () => {
    const stop = new AbortController();
    const group = createTaskGroup(stop);
    const failure = new Error('first');
    let isOver = false;
    group.run(
      () =>
        new Promise((_, reject) => {
          stop.signal.addEventListener('abort', () => {
            isOver = true;
            reject(new Error('second'));
          });
        }),
    );
    group.run(() => Promise.reject(failure));
    await expect(group.settle()).rejects.toBe(failure);
    expect([isOver, stop.signal.reason]).toEqual([true, failure]);
  });
});
