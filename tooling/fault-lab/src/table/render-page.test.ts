import { expect, it } from 'vitest';
import { ossferry } from '../clients/ossferry.ts';
import type { CellResult } from '../scenarios/outcome.ts';
import { renderPage } from './render-page.ts';

it('default: the outcome with its code, the cost, and the summary of a client', () => {
  const row = { name: 'a fault' };
  const cell: CellResult = {
    outcome: 'error, then whole',
    errorCode: 'UrlExpired',
    leftPartialFile: false,
    extraBytes: 3 * 1024 ** 2,
    requests: 7,
    seconds: 1.6,
  };
  const page = renderPage({
    columns: [{ client: ossferry, version: '1.2.3' }],
    rows: [row],
    cells: new Map([[row, new Map([[ossferry, cell]])]]),
  });
  expect(page).toContain('| a fault | error, then whole (`UrlExpired`) |');
  expect(page).toContain('| a fault | 3.0 / 7 / 2 |');
  expect(page).toContain('| ossferry | 0 | 1 | 0 | 0 | 0 | 0 | 3.0 | 7 |');
});
