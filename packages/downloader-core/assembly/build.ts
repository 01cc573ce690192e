import { writeFile } from 'node:fs/promises';
import { main } from 'assemblyscript/asc';

// Compiles crc64.ts to WebAssembly, and stores it as a source module, so that it is loaded like all other code.
const target = new URL('../src/crc64/crc64-module.ts', import.meta.url);

/** Returns the text of `src/crc64/crc64-module.ts`. */
export async function buildModule(): Promise<string> {
  let binary: Uint8Array = new Uint8Array();
  const options = [
    'crc64.ts',
    '-O3',
    '--noAssert',
    '--runtime',
    'stub',
    '--importMemory',
    '--enable',
    'simd',
    '--enable',
    'bulk-memory',
    '--outFile',
    'crc64.wasm',
  ];
  const { error, stderr } = await main([...options, '--baseDir', import.meta.dirname], {
    writeFile: (_name, contents) => {
      if (contents instanceof Uint8Array) binary = contents;
    },
  });
  if (error !== null) throw new Error(`AssemblyScript: ${error.message}\n${stderr.toString()}`);
  return [
    '// Made from assembly/crc64.ts by `pnpm build:assembly`.',
    '',
    '/** The WebAssembly that computes CRC-64, in base64. */',
    'export const crc64Module: string =',
    `  '${Buffer.from(binary).toString('base64')}';`,
    '',
  ].join('\n');
}

if (import.meta.main) await writeFile(target, await buildModule());
