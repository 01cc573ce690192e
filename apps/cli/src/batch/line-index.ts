/** Remembers texts by their `hash64`, and where each stood first: about 24 bytes for each, whatever its length. */
export interface LineIndex {
  /** Gives the line where the text stood before, or remembers this one. */
  readonly add: (hash: bigint, line: number) => number | undefined;
  /** Gives the line where the text stood first. */
  readonly lineOf: (hash: bigint) => number | undefined;
}

/** Two of a million different texts are taken for equal once in 37 million lists. */
export function createLineIndex(): LineIndex {
  let hashes = new BigUint64Array(1024); // 0 is an empty place.
  let lines = new Uint32Array(1024);
  let count = 0;

  const placeOf = (hash: bigint): number => {
    const mask = hashes.length - 1;
    let place = Number(hash & BigInt(mask));
    while (hashes[place] !== 0n && hashes[place] !== hash) place = (place + 1) & mask;
    return place;
  };
  const put = (hash: bigint, line: number): void => {
    const place = placeOf(hash);
    hashes[place] = hash;
    lines[place] = line;
  };
  const grow = (): void => {
    const before = { hashes, lines };
    hashes = new BigUint64Array(before.hashes.length * 2);
    lines = new Uint32Array(before.lines.length * 2);
    before.hashes.forEach((hash, place) => {
      if (hash !== 0n) put(hash, before.lines[place] ?? 0);
    });
  };
  return {
    add(given, line) {
      const hash = given || 1n;
      const place = placeOf(hash);
      if (hashes[place] === hash) return lines[place];
      count += 1;
      if (count * 2 > hashes.length) grow();
      put(hash, line);
      return undefined;
    },
    lineOf(given) {
      const hash = given || 1n;
      const place = placeOf(hash);
      return hashes[place] === hash ? lines[place] : undefined;
    },
  };
}
