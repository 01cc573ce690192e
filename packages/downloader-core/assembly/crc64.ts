// AssemblyScript: compiled to WebAssembly by build.ts, never run as TypeScript.
//
// CRC-64 of ECMA-182, reflected ("CRC-64/XZ"), as OSS computes it.
//
// Bytes are a polynomial over GF(2), and their CRC is the remainder of its division by the generator. Adding a multiple
// of the generator does not change the remainder. One multiple with very few terms is
//
//   x^1403 + x^1286 + x^1251 + x^1162 + x^1008 + x^509 + x^153 + 1
//
// Squaring a polynomial over GF(2) squares each of its terms, so it remains a multiple if x is replaced by x^64: eight
// bits that are whole words apart. Adding it at a word cancels that word, and adds the word to those 117, 152, 241, …
// positions later. This folds a long run, word by word, into its last 1404 words, using only XOR and two words at a
// time. Only these last words, and short runs, are computed with lookup tables.

const generator: u64 = 0xc96c5795d7870f42;
const wordBytes: usize = 8;

// The memory layout of the first two pages; the bytes to hash follow. A table of 256 entries that advances a register
// by one byte; 8 tables of 256 entries, one for each byte of the register, that advance it by a row of four words; the
// rest of a folded run; and the most recently folded words.
const byteTable: usize = 0;
const rowTables: usize = 2048;
const rest: usize = 20480;
const folded: usize = 32768;

// One word more than the span of the multiple, so that two words fit.
const reachBytes: usize = 1404 * wordBytes;
const blockBytes: usize = 65536;
/** Shorter runs are not worth folding. */
const longBytes: usize = 32768;

/** Fills the tables. */
export function prepare(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    let register: u64 = byte;
    for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >> 1) ^ generator : register >> 1;
    store<u64>(byteTable + (byte << 3), register);
  }
  for (let position: u32 = 0; position < 8; position++) {
    for (let byte: u32 = 0; byte < 256; byte++) {
      let register = (<u64>byte) << (8 * position);
      for (let count: usize = 0; count < rowBytes; count++) register = overByte(register);
      store<u64>(rowTables + (position << 11) + (byte << 3), register);
    }
  }
}

/** Returns the CRC-64 of earlier bytes, whose CRC-64 is `crc`, followed by the `length` bytes at `start`. */
export function update(start: usize, length: usize, crc: u64): u64 {
  if (length < longBytes) return ~overBytes(start, length, ~crc);
  const foldedBytes = (length - reachBytes) & ~15;
  fold(start, foldedBytes, ~crc);
  const tail = foldedBytes + reachBytes;
  return ~overBytes(start + tail, length - tail, overBytes(rest, reachBytes, 0));
}

/** Folds `length` bytes, a multiple of 16, into the words after them, and stores these at `rest`. */
function fold(start: usize, length: usize, register: u64): void {
  const firstWord = load<u64>(start);
  store<u64>(start, firstWord ^ register);
  memory.fill(folded, 0, reachBytes);
  let from = start;
  let left = length;
  while (left > 0) {
    const size = min(left, blockBytes);
    for (let at: usize = 0; at < size; at += 16) {
      v128.store(folded + at, v128.xor(v128.load(from + at), added(folded + at)), reachBytes);
    }
    memory.copy(folded, folded + size, reachBytes);
    from += size;
    left -= size;
  }
  memory.fill(folded + reachBytes, 0, reachBytes);
  for (let at: usize = 0; at < reachBytes; at += 16) {
    v128.store(rest + at, v128.xor(v128.load(from + at), added(folded + at)));
  }
  store<u64>(start, firstWord);
}

/** Returns what earlier words add to two words; `at` is `reachBytes` before them. */
// @ts-ignore: AssemblyScript's own decorator
@inline
function added(at: usize): v128 {
  const near = v128.xor(v128.load(at, reachBytes - 117 * wordBytes), v128.load(at, reachBytes - 152 * wordBytes));
  const far = v128.xor(v128.load(at, reachBytes - 241 * wordBytes), v128.load(at, reachBytes - 395 * wordBytes));
  const farther = v128.xor(v128.load(at, reachBytes - 894 * wordBytes), v128.load(at, reachBytes - 1250 * wordBytes));
  return v128.xor(v128.xor(near, far), v128.xor(farther, v128.load(at, reachBytes - 1403 * wordBytes)));
}

// Each table lookup depends on the previous one, so a single chain leaves most of the CPU idle. Four chains run in
// parallel: chain k processes every fourth word, starting at word k, and each step advances its register by a whole
// row. At the end, the four registers are combined in the order of their words.
const rowBytes: usize = 4 * wordBytes;

function overBytes(start: usize, length: usize, register: u64): u64 {
  const end = start + length;
  let at = start;
  let first = register;
  if (length >= 2 * rowBytes) {
    const lastRow = end - 2 * rowBytes;
    let second: u64 = 0;
    let third: u64 = 0;
    let fourth: u64 = 0;
    while (at <= lastRow) {
      first = overRow(first ^ load<u64>(at));
      second = overRow(second ^ load<u64>(at, 8));
      third = overRow(third ^ load<u64>(at, 16));
      fourth = overRow(fourth ^ load<u64>(at, 24));
      at += rowBytes;
    }
    first = overWord(first ^ load<u64>(at));
    first = overWord(first ^ second ^ load<u64>(at, 8));
    first = overWord(first ^ third ^ load<u64>(at, 16));
    first = overWord(first ^ fourth ^ load<u64>(at, 24));
    at += rowBytes;
  }
  for (; at < end; at++) first = overByte(first ^ load<u8>(at));
  return first;
}

// @ts-ignore: AssemblyScript's own decorator
@inline
function overByte(register: u64): u64 {
  return (register >> 8) ^ load<u64>((<usize>register & 255) << 3, byteTable);
}

// @ts-ignore: AssemblyScript's own decorator
@inline
function overWord(register: u64): u64 {
  for (let count: usize = 0; count < wordBytes; count++) register = overByte(register);
  return register;
}

// @ts-ignore: AssemblyScript's own decorator
@inline
function overRow(register: u64): u64 {
  const low = <u32>register;
  const high = <u32>(register >> 32);
  return (
    load<u64>((low & 255) << 3, rowTables) ^
    load<u64>((low >>> 5) & 2040, rowTables + 2048) ^
    load<u64>((low >>> 13) & 2040, rowTables + 4096) ^
    load<u64>((low >>> 24) << 3, rowTables + 6144) ^
    load<u64>((high & 255) << 3, rowTables + 8192) ^
    load<u64>((high >>> 5) & 2040, rowTables + 10240) ^
    load<u64>((high >>> 13) & 2040, rowTables + 12288) ^
    load<u64>((high >>> 24) << 3, rowTables + 14336)
  );
}
