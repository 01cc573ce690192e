import { describe, expect, it } from 'vitest';
import { listItems, readList } from './list-items.ts';

/** Lists objects with these destinations on a disk that does or does not ignore case. */
async function list(ignoreCase: boolean, ...destinations: string[]) {
  const entries = destinations.map((destination, index) => ({
    source: `oss://bucket/${index}`,
    destination,
    headers: {},
    line: index + 1,
  }));
  const options = { directory: '.', allowAbsolute: false, shard: { index: 0, count: 1 }, isDone: () => false };
  const groups = (async function* () {
    yield entries;
  })();
  const { totals } = await readList(listItems(groups, { ...options, ignoreCase }, true));
  return totals;
}

describe('a disk that ignores case', () => {
  it.each([
    [['IMG.jpg', 'a', 'img.JPG'], /^Line 3 .* "img\.JPG" is the same as in line 1\./],
    [['caf\u00e9', 'Cafe\u0301'], /^Line 2 .* is the same as in line 1\./],
    [['Logs', 'logs/today'], /^Line 2 .* and that of line 1 are a file and a folder of the same name\./],
  ])('error: %j', async (destinations, message) => {
    await expect(list(true, ...destinations)).rejects.toMatchObject({
      code: 'InvalidManifest',
      message: expect.stringMatching(message),
    });
    expect(await list(false, ...destinations)).toMatchObject({ items: destinations.length });
  });
});
