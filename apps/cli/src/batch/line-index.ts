/** Maps the `hash64` of texts to the line of their first occurrence, in about 24 bytes each. */
export interface LineIndex {
  /** Returns the line of an earlier occurrence, or stores this one and returns `undefined`. */
  readonly add: (hash: bigint, line: number) => number | undefined;
  /** Returns the line of the first occurrence. */
  readonly lineOf: (hash: bigint) => number | undefined;
}

/** Creates an index. The probability of a hash collision among a million texts is 1 in 37 million. */
export function createLineIndex(): LineIndex {
  let hashes = new BigUint64Array(1024); // 0 is an empty slot.
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
