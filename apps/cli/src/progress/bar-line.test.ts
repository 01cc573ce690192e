import { describe, expect, it } from 'vitest';
import { barLine } from './bar-line.ts';
import { columnsOf, displayWidth, fitText, foldText, noteAboveBars } from './display-width.ts';

const paint = (_part: string, text: string): string => text;
const state = { label: 'model.bin', doneBytes: 50_000_000, totalBytes: 200_000_000, bytesPerSecond: 10_000_000 };

describe('barLine', () => {
  it('default: label, bar, percentage, bytes, speed and time left', () => {
    expect(barLine(state, 100, paint)).toBe(
      'model.bin  ━━━━━━━━━─────────────────────────────   25%   50.0 MB of 200 MB  10.0 MB/s         15 s',
    );
  });

  it.each([20, 30, 40, 50, 60, 80, 100, 200])(
    'behavior: fits into %i columns and always has a bar and a percentage',
    (columns) => {
      for (const label of ['model.bin', '模型权重模型权重模型权重模型权重', 'x'.repeat(300), '']) {
        const line = barLine({ ...state, label }, columns, paint);
        expect(displayWidth(line)).toBeLessThan(columns);
        expect(line).toMatch(/━─+ {2,}25%/);
      }
    },
  );

  it('behavior: in narrow terminals, the label is more important than bytes and speed', () => {
    expect(barLine(state, 40, paint)).toBe('model.bin  ━━─────────   25%  10.0 MB/s');
  });

  it('behavior: control characters in a label are not printed', () => {
    expect(barLine({ ...state, label: 'gpj\u202eexe\u009b2J' }, 100, paint)).toMatch(/^gpj exe 2J {2}━/);
  });

  it('behavior: at most 100%, also for an empty object', () => {
    expect(barLine({ ...state, doneBytes: 300_000_000 }, 60, paint)).toContain('100%');
    expect(barLine({ ...state, doneBytes: 0, totalBytes: 0, bytesPerSecond: 0 }, 60, paint)).toContain('100%');
  });
});

describe('fitText', () => {
  it('default: truncated text ends with an ellipsis', () => {
    expect(fitText('abcdef', 6)).toBe('abcdef');
    expect(fitText('abcdefg', 6)).toBe('abcde…');
    expect(fitText('模型权重', 6)).toBe('模型…');
    expect(fitText('abcdef', 3)).toBe('');
  });
});

describe('foldText', () => {
  it('default: wraps at spaces', () => {
    expect(foldText('one two three', 80)).toBe('one two three');
    expect(foldText('one two three', 7)).toBe('one two\nthree');
    expect(foldText('one two three', 8)).toBe('one two\nthree');
    expect(foldText('abcdefghij kl', 4)).toBe('abcd\nefgh\nij\nkl');
    expect(foldText('模型权重', 5)).toBe('模型\n权重');
  });
});

describe('noteAboveBars', () => {
  it('default: clears the rest of the bars on each of its lines', () => {
    expect(noteAboveBars('one two three', 7)).toBe('\u001b[Kone two\n\u001b[Kthree\n');
  });
});

describe('columnsOf', () => {
  it('behavior: a terminal without a size has 80 columns', () => {
    expect([{ columns: 40 }, { columns: 0 }, {}].map(columnsOf)).toEqual([40, 80, 80]);
  });
});
