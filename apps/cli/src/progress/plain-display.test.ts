import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createPlainDisplay } from './plain-display.ts';

function record(): { stream: PassThrough; lines: () => string[]; clock: { ms: number } } {
  const stream = new PassThrough({ encoding: 'utf8' });
  return {
    stream,
    lines: () =>
      String(stream.read() ?? '')
        .split('\n')
        .slice(0, -1),
    clock: { ms: 0 },
  };
}

describe('createPlainDisplay', () => {
  it('default: a line every 10%, regardless of the number of updates', () => {
    const { stream, lines, clock } = record();
    const display = createPlainDisplay('file', stream, () => clock.ms);
    display.begin(1000, 0);
    for (let done = 1; done <= 1000; done += 1) {
      clock.ms += 1;
      display.update(done);
    }
    expect(lines()).toEqual([
      'file: 0%, 0 B of 1.00 kB',
      ...[10, 20, 30, 40, 50, 60, 70, 80, 90].map(
        (percent) => `file: ${percent}%, ${percent * 10} B of 1.00 kB, 1.00 kB/s`,
      ),
      'file: 100%, 1.00 kB of 1.00 kB, 1.00 kB/s',
    ]);
  });

  it('behavior: slow progress prints a line every 30 seconds', () => {
    const { stream, lines, clock } = record();
    const display = createPlainDisplay('file', stream, () => clock.ms);
    display.begin(1000, 0);
    clock.ms = 29_999;
    display.update(1);
    clock.ms = 30_000;
    display.update(2);
    expect(lines()).toEqual(['file: 0%, 0 B of 1.00 kB', 'file: 0%, 2 B of 1.00 kB, 0 B/s']);
  });

  it('behavior: resumed bytes do not count as speed', () => {
    const { stream, lines, clock } = record();
    const display = createPlainDisplay('file', stream, () => clock.ms);
    display.begin(1000, 500);
    clock.ms = 1000;
    display.update(1000);
    expect(lines()).toEqual(['file: 50%, 500 B of 1.00 kB', 'file: 100%, 1.00 kB of 1.00 kB, 500 B/s']);
  });
});
