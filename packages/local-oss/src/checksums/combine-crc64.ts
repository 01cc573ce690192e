/**
 * Returns the CRC-64 of two concatenated byte strings, from their CRCs and the size of the second in bytes.
 *
 * Appending a zero bit to a message is a linear map over GF(2); squaring its 64×64 matrix doubles the number of zeros.
 */
export function combineCrc64(first: bigint, second: bigint, secondSizeBytes: number): bigint {
  return crc64Combiner(secondSizeBytes)(first, second);
}

/** Like `combineCrc64`, for many pieces of the same size: computes the matrix once. */
export function crc64Combiner(secondSizeBytes: number): (first: bigint, second: bigint) => bigint {
  const matrix = zeroBytesMatrix(secondSizeBytes);
  return (first, second) => applyMatrix(matrix, first) ^ second;
}

/** Column `n` is the image of bit `n` of a CRC. */
type Matrix = readonly bigint[];

const reflectedPolynomial = 0xc96c5795d7870f42n;

const oneZeroBit: Matrix = [reflectedPolynomial, ...Array.from({ length: 63 }, (_, index) => 1n << BigInt(index))];

const identity: Matrix = Array.from({ length: 64 }, (_, index) => 1n << BigInt(index));

function zeroBytesMatrix(sizeBytes: number): Matrix {
  let result = identity;
  let power = square(square(square(oneZeroBit)));
  // Not a shift, because sizes can exceed 32 bits.
  for (let rest = sizeBytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result.map((column) => applyMatrix(power, column));
    power = square(power);
  }
  return result;
}

function square(matrix: Matrix): Matrix {
  return matrix.map((column) => applyMatrix(matrix, column));
}

function applyMatrix(matrix: Matrix, vector: bigint): bigint {
  let result = 0n;
  let rest = vector;
  for (let index = 0; rest > 0n; index += 1) {
    if ((rest & 1n) === 1n) result ^= matrix[index] ?? 0n;
    rest >>= 1n;
  }
  return result;
}
