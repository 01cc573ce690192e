/** Gives the CRC-64 of a run of bytes, as OSS computes it (ECMA-182, reflected: "CRC-64/XZ"). */
export type Crc64 = (bytes: Uint8Array) => bigint;

/** Loads the WebAssembly that computes CRC-64; its default polynomial is OSS's. */
export async function createCrc64(): Promise<Crc64> {
  const { createCRC64 } = await import('./crc64-module.ts');
  const hasher = await createCRC64();
  return (bytes) => BigInt(`0x${hasher.init().update(bytes).digest('hex')}`);
}

/**
 * Gives the CRC-64 of `first` followed by `second` from their CRCs and the length of `second` in bytes.
 *
 * Appending n bytes multiplies the first CRC, seen as a polynomial over GF(2), by x^(8n) modulo the generator; the
 * second CRC is added. Costs one multiplication for each bit set in n.
 */
export function combineCrc64(first: bigint, second: bigint, secondLengthBytes: number): bigint {
  let shifted = first;
  let length = secondLengthBytes;
  for (let power = 0; length > 0; power += 1) {
    if (length % 2 === 1) shifted = multiply(shifted, bytePower(power));
    length = Math.floor(length / 2);
  }
  return shifted ^ second;
}

// Reflected: bit 63 holds x^0, bit 0 holds x^63.
const generator = 0xc96c5795d7870f42n;
const highestBit = 1n << 63n;

function multiply(a: bigint, b: bigint): bigint {
  let product = 0n;
  let addend = b;
  for (let bit = highestBit; bit !== 0n; bit >>= 1n) {
    if (a & bit) product ^= addend;
    addend = addend & 1n ? (addend >> 1n) ^ generator : addend >> 1n;
  }
  return product;
}

// bytePowers[k] is x^(8 * 2^k): the factor for appending 2^k bytes.
const bytePowers: bigint[] = [highestBit >> 8n];

function bytePower(power: number): bigint {
  const known = bytePowers[power];
  if (known !== undefined) return known;
  const half = bytePower(power - 1);
  const square = multiply(half, half);
  bytePowers[power] = square;
  return square;
}
