// AssemblyScript: compiled to WebAssembly by build.ts, never run as TypeScript.
//
// CRC-64 of ECMA-182, reflected ("CRC-64/XZ"), as OSS computes it. A table look-up has to wait for the one before it, so
// a single chain of them leaves most of a processor idle. Four chains run side by side instead: chain k takes every
// fourth word of 8 bytes from word k on, and each step carries its register over the whole row of four words. At the end
// the four registers are joined in the order of their words.

const generator: u64 = 0xc96c5795d7870f42;
const wordBytes: u32 = 8;
const rowBytes: u32 = 4 * wordBytes;

// Memory: 256 entries that carry a register over one byte, then 8 tables of 256 that carry it over a row, one for each
// byte of the register. The bytes to hash lie behind them.
const byteTable: usize = 0;
const rowTables: usize = 256 * 8;

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
      for (let count: u32 = 0; count < rowBytes; count++) register = overByte(register);
      store<u64>(rowTables + (position << 11) + (byte << 3), register);
    }
  }
}

/** Gives the CRC-64 of what came before, `crc`, followed by the `length` bytes at `start`. */
export function update(start: usize, length: usize, crc: u64): u64 {
  const end = start + length;
  let at = start;
  let first = ~crc;
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
  return ~first;
}

// @ts-expect-error: AssemblyScript's own decorator
@inline
function overByte(register: u64): u64 {
  return (register >> 8) ^ load<u64>((<usize>register & 255) << 3, byteTable);
}

// @ts-expect-error: AssemblyScript's own decorator
@inline
function overWord(register: u64): u64 {
  for (let count: u32 = 0; count < wordBytes; count++) register = overByte(register);
  return register;
}

// @ts-expect-error: AssemblyScript's own decorator
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
