import { describe, expect, it } from 'vitest';
import type { Workspace } from '../ports.ts';
import { createJournalWriter } from './journal-writer.ts';

/** A journal whose writes the test completes. */
function createJournal() {
  const writes: {
    readonly bytes: readonly number[];
    readonly end: () => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  const appendJournal = (bytes: Uint8Array) =>
    new Promise<void>((resolve, reject) => writes.push({ bytes: [...bytes], end: resolve, fail: reject }));
  const failures: unknown[] = [];
  const writer = createJournalWriter({ appendJournal } as Partial<Workspace> as Workspace, (error) =>
    failures.push(error),
  );
  return { writer, writes, failures };
}

const record = (byte: number) => Uint8Array.of(byte);

describe('createJournalWriter', () => {
  it('default: records that arrive during a write are written together in the next one, in order', async () => {
    const { writer, writes } = createJournal();
    for (const byte of [1, 2, 3]) writer.append(record(byte));
    writes[0]?.end();
    await Promise.resolve().then(() => undefined);
    expect(writes.map(({ bytes }) => bytes)).toEqual([[1], [2, 3]]);
  });

  it.each([0, 1, 2, 3, 4])(
    'behavior: writes a record that arrives %i microtasks after a write has ended',
    async (steps) => {
      const { writer, writes } = createJournal();
      writer.append(record(1));
      writes[0]?.end();
      for (let step = 0; step < steps; step += 1) await undefined;
      writer.append(record(2));
      for (let step = 0; step < 10; step += 1) await undefined;
      expect(writes.map(({ bytes }) => bytes)).toEqual([[1], [2]]);
      writes[1]?.end();
      await writer.drain();
    },
  );

  it('error: reports a failed write immediately, and in every later drain', async () => {
    const { writer, writes, failures } = createJournal();
    writer.append(record(1));
    const drained = expect(writer.drain()).rejects.toEqual(new Error('i/o'));
    writes[0]?.fail(new Error('i/o'));
    await drained;
    expect(failures).toEqual([new Error('i/o')]);
    writer.append(record(2));
    await expect(writer.drain()).rejects.toEqual(new Error('i/o'));
    expect(writes).toHaveLength(1);
  });
});
