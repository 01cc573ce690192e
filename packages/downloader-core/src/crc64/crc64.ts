import { type BufferPool, createBufferPool } from '../carrier/buffer-pool.ts';

/** Returns the CRC-64 of bytes, as OSS computes it (ECMA-182, reflected: "CRC-64/XZ"). */
export interface Crc64 {
  (bytes: Uint8Array): bigint;
  /** Lends buffers of this size. Their bytes are hashed in place; other bytes are copied first. */
  readonly buffersOf?: (sizeBytes: number) => BufferPool;
}

/** Loads the WebAssembly module that computes CRC-64. */
export async function createCrc64(): Promise<Crc64> {
  const { crc64Module } = await import('./crc64-module.ts'); // Loaded at the start of a download, not with the library.
  const module = await WebAssembly.compile(Uint8Array.from(atob(crc64Module), (letter) => letter.charCodeAt(0)));
  const arenas: Arena[] = [];
  const addArena = (sizeBytes: number): Arena => {
    const arena = createArena(module, sizeBytes);
    arenas.push(arena);
    return arena;
  };
  const scratch = addArena(scratchBytes);
  const crc64 = (bytes: Uint8Array): bigint => {
    const owner = arenas.find(({ memory }) => memory === bytes.buffer);
    if (owner !== undefined) return owner.update(bytes.byteOffset, bytes.length, 0n);
    let sum = 0n;
    for (let done = 0; done < bytes.length; done += scratchBytes) {
      const copied = bytes.subarray(done, done + scratchBytes);
      scratch.room.set(copied);
      sum = scratch.update(scratch.room.byteOffset, copied.length, sum);
    }
    return sum;
  };
  const allocate = (sizeBytes: number): Uint8Array => {
    const arena = arenas.find(({ freeBytes, memory }) => memory !== scratch.memory && freeBytes() >= sizeBytes);
    return (arena ?? addArena(Math.max(sizeBytes, arenaBytes))).allocate(sizeBytes);
  };
  // One pool per size, because the module's memory is never freed.
  const pools = new Map<number, BufferPool>();
  const buffersOf = (sizeBytes: number): BufferPool => {
    const pool = pools.get(sizeBytes) ?? createBufferPool(() => allocate(sizeBytes));
    pools.set(sizeBytes, pool);
    return pool;
  };
  return Object.assign(crc64, { buffersOf });
}

// Fits into the L2 cache, together with its source.
const scratchBytes = 64 * 1024;

// Pages only use memory when they are touched. An arena cannot grow, because that would detach the arrays in use.
const arenaBytes = 8 * 1024 * 1024;

const wasmPageBytes = 64 * 1024;
/** The module uses the pages before this for itself. */
const roomStart = 2 * wasmPageBytes;

interface Arena {
  readonly memory: ArrayBuffer;
  readonly room: Uint8Array<ArrayBuffer>;
  readonly freeBytes: () => number;
  readonly allocate: (sizeBytes: number) => Uint8Array<ArrayBuffer>;
  readonly update: (start: number, length: number, before: bigint) => bigint;
}

function createArena(module: WebAssembly.Module, sizeBytes: number): Arena {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((roomStart + sizeBytes) / wasmPageBytes) });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { prepare, update } = exports as unknown as {
    readonly prepare: () => void;
    readonly update: (start: number, length: number, before: bigint) => bigint;
  };
  prepare();
  const room = new Uint8Array(memory.buffer, roomStart);
  let usedBytes = 0;
  return {
    memory: memory.buffer,
    room,
    freeBytes: () => room.length - usedBytes,
    allocate(wanted) {
      usedBytes += wanted;
      return room.subarray(usedBytes - wanted, usedBytes);
    },
    // WebAssembly only has signed integers.
    update: (start, length, before) => BigInt.asUintN(64, update(start, length, before)),
  };
}

/**
 * Returns the CRC-64 of `first` followed by `second`, from their CRCs and the length of `second` in bytes.
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
