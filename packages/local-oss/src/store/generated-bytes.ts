import { crc64Combiner } from '../checksums/combine-crc64.ts';
import { createCrc64Function } from '../checksums/crc64.ts';
import type { ByteRange } from './content.ts';

/**
 * Yields a range of the bytes of a generated object with this seed.
 *
 * The bytes are a sequence of 1 MiB blocks: eight bytes with the block number, then pseudo-random bytes that are the
 * same in all blocks. No two blocks are equal, so a misplaced block is detected, and generating a block costs one copy.
 */
export async function* generatedBytes(seed: number, range: ByteRange): AsyncIterable<Uint8Array> {
  const template = createTemplate(seed);
  for (let offset = range.start; offset < range.end; ) {
    const blockNumber = Math.floor(offset / blockBytes);
    const blockStart = blockNumber * blockBytes;
    yield createBlock(template, blockNumber).subarray(offset - blockStart, range.end - blockStart);
    offset = blockStart + blockBytes;
  }
}

/** Returns the CRC-64 of the first `sizeBytes` bytes of a seed, without generating them. */
export async function generatedCrc64(seed: number, sizeBytes: number): Promise<bigint> {
  const crc64Of = await createCrc64Function();
  const template = createTemplate(seed);
  const appendTemplate = crc64Combiner(blockBytes - numberBytes);
  const appendBlock = crc64Combiner(blockBytes);
  const templateCrc64 = crc64Of(template.subarray(numberBytes));
  const blocks = Math.floor(sizeBytes / blockBytes);
  let result = 0n;
  for (let blockNumber = 0; blockNumber < blocks; blockNumber += 1) {
    const numberCrc64 = crc64Of(encodeBlockNumber(blockNumber));
    result = appendBlock(result, appendTemplate(numberCrc64, templateCrc64));
  }
  const rest = sizeBytes - blocks * blockBytes;
  const tail = createBlock(template, blocks).subarray(0, rest);
  return crc64Combiner(rest)(result, crc64Of(tail));
}

const blockBytes = 1024 * 1024;
const numberBytes = 8;

function createBlock(template: Uint8Array, blockNumber: number): Uint8Array {
  const block = Uint8Array.from(template);
  block.set(encodeBlockNumber(blockNumber));
  return block;
}

function encodeBlockNumber(blockNumber: number): Uint8Array {
  const bytes = Buffer.alloc(numberBytes);
  bytes.writeBigUInt64BE(BigInt(blockNumber));
  return bytes;
}

/** xorshift32 */
function createTemplate(seed: number): Uint8Array {
  const words = new Uint32Array(blockBytes / 4);
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    words[index] = state;
  }
  return new Uint8Array(words.buffer);
}
