import { styleText } from 'node:util';
import { oneLine } from '../one-line.ts';
import type { CheckResult } from './check-result.ts';

/** Formats results, one per line, each followed by its next step. Colours only for a terminal. */
export function renderResults(results: readonly CheckResult[], stream: NodeJS.WriteStream): string {
  const width = Math.max(...results.map(({ name }) => name.length));
  return results
    .flatMap(({ name, status, finding, nextStep }) => [
      `${styleText(colours[status], status, { stream })}  ${name.padEnd(width)}  ${oneLine(finding)}`,
      ...(nextStep === '' ? [] : [`${' '.repeat(width + 8)}→ ${oneLine(nextStep)}`]),
    ])
    .join('\n');
}

const colours = { pass: 'green', warn: 'yellow', fail: 'red', skip: 'gray' } as const;
