import { describe, expect, it } from 'vitest';
import type { Outcome } from './program/check.ts';
import { writeTable } from './support-table.ts';

const page = (table: string) =>
  `before\n<!-- Made by \`pnpm runtimes --write\`. -->${table}<!-- End of the generated table. -->\nafter\n`;

const passed: readonly Outcome[] = [
  { topic: 'signatures', name: 'one' },
  { topic: 'signatures', name: 'two' },
  { topic: 'download', name: 'to a file' },
  { topic: 'download', name: 'by threads' },
];

describe('writeTable', () => {
  it('default: one row per runtime, between the markers', () => {
    const written = writeTable(page(''), [{ name: 'Node.js 24', outcomes: passed }]);
    expect(written).toMatch(/^before\n/);
    expect(written).toMatch(/\nafter\n$/);
    expect(written).toMatch(/\| Node\.js 24 \| ✔ 2 +\|.*\| ✔ to a file, by threads \|/);
  });

  it('behavior: writing again changes nothing', () => {
    const entries = [{ name: 'Node.js 24', outcomes: passed }];
    const written = writeTable(page(''), entries);
    expect(writeTable(written, entries)).toBe(written);
  });

  it('behavior: failures', () => {
    const outcomes = [...passed, { topic: 'signatures', name: 'three', failure: 'Expected 2, but got 1' } as const];
    expect(writeTable(page(''), [{ name: 'Bun 1.4', outcomes }])).toContain('| ✘ 1 of 3 ');
  });

  it('behavior: the row of a runtime that did not run is unchanged', () => {
    const written = writeTable(page(''), [{ name: 'Firefox', outcomes: passed }]);
    expect(writeTable(written, [{ name: 'Firefox' }])).toBe(written);
  });

  it('error: a page without markers', () => {
    expect(() => writeTable('nothing', [])).toThrow('no table between');
  });
});
