/**
 * Yields every item once per round, with the number of the round. Each round starts with a different item, so that no
 * program always follows the same one.
 */
export function* inTurns<Item>(
  items: readonly Item[],
  rounds: number,
): Generator<readonly [item: Item, round: number]> {
  for (let round = 0; round < rounds; round += 1) {
    const start = round % items.length;
    for (const item of [...items.slice(start), ...items.slice(0, start)]) yield [item, round];
  }
}
