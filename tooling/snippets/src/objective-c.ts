import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runOrThrow } from './run-command.ts';
import { runEach } from './run-each.ts';
import { splitTexts } from './sample-texts.ts';
import type { Toolchain, WrittenProgram } from './toolchain.ts';
import { withScratchFolder } from './with-scratch-folder.ts';

/**
 * Compiles Objective-C with clang and runs it on GNUstep. The programs are compiled against GNUstep's declaration of
 * NSURLSession, and run with a stub, because Debian's build of GNUstep does not implement it.
 */
export async function prepareObjectiveC(): Promise<Toolchain> {
  const flags = await readFlags();
  // Fails early if headers are missing.
  await withScratchFolder((folder) => compileStub(flags, folder));
  return {
    run: (programs) => withScratchFolder((folder) => compileAndRun(flags, programs, folder)),
    readLiterals: (literals) => withScratchFolder((folder) => readLiterals(flags, literals, folder)),
  };
}

const stubFolder = join(import.meta.dirname, '../programs/objective-c');
// The blocks runtime comes first, because GNUstep has a weak _Block_copy that does not copy.
const libraries = ['-lBlocksRuntime', '-lgnustep-base', '-lobjc', '-pthread', '-lm'];

async function readFlags(): Promise<readonly string[]> {
  const gnustepFlags = (await runOrThrow(['gnustep-config', '--objc-flags'])).toString().trim().split(/\s+/);
  const gccHeaders = (await runOrThrow(['gcc', '-print-file-name=include'])).toString().trim();
  const kept = gnustepFlags.filter((flag) => !['-MMD', '-MP', '-g', '-O2'].includes(flag));
  return [...kept, '-fblocks', '-fobjc-runtime=gcc', '-idirafter', gccHeaders, '-I', stubFolder];
}

/** Creates headers that declare NSURLSession, and compiles its stub. Returns the flags for these headers. */
async function compileStub(flags: readonly string[], folder: string): Promise<readonly string[]> {
  const headers = join(folder, 'include');
  await mkdir(join(headers, 'GNUstepBase'), { recursive: true });
  await mkdir(join(headers, 'objc'));
  const configuration = (await findHeader(flags, 'GNUstepBase/GSConfig.h')).replace(
    /(#define\s+GS_HAVE_NSURLSESSION\s+)0/,
    '$11',
  );
  await writeFile(join(headers, 'GNUstepBase/GSConfig.h'), configuration);
  // clang includes it for blocks; gcc's runtime does not have it.
  await writeFile(join(headers, 'objc/blocks_runtime.h'), '#include <Block.h>\n');
  const withHeaders = ['-I', headers, ...flags];
  const object = join(folder, 'stub.o');
  const quiet = ['-Wno-protocol', '-Wno-objc-property-implementation', '-Wno-incomplete-implementation'];
  await runOrThrow(['clang', ...withHeaders, ...quiet, '-c', join(stubFolder, 'NSURLSessionStub.m'), '-o', object]);
  return withHeaders;
}

async function findHeader(flags: readonly string[], name: string): Promise<string> {
  for (const flag of flags.filter((each) => each.startsWith('-I/'))) {
    const text = await readFile(join(flag.slice(2), name), 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  throw new Error(`GNUstep's header ${name} is missing.`);
}

async function compileAndRun(flags: readonly string[], programs: readonly WrittenProgram[], folder: string) {
  const withHeaders = await compileStub(flags, folder);
  const compiled = await runEach(({ id, path }) => [
    ...['clang', ...withHeaders, '-Werror', '-include', join(stubFolder, 'NSURLSession+Apple.h')],
    ...[path, join(folder, 'stub.o'), '-o', join(folder, id), ...libraries],
  ])(programs);
  const failed = compiled.find(({ succeeded }) => !succeeded);
  if (failed !== undefined) throw new Error(failed.output);
  return runEach(({ id }) => [join(folder, id)])(programs);
}

async function readLiterals(flags: readonly string[], literals: readonly string[], folder: string): Promise<string[]> {
  const withHeaders = await compileStub(flags, folder);
  const path = join(folder, 'texts.m');
  await writeFile(
    path,
    `#import <Foundation/Foundation.h>
int main(void) {
    @autoreleasepool {
        NSString *texts[] = {${literals.join(',\n')}};
        for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
            NSData *bytes = [texts[i] dataUsingEncoding:NSUTF8StringEncoding];
            fwrite(bytes.bytes, 1, bytes.length, stdout);
            putchar(0);
        }
    }
    return 0;
}
`,
  );
  const program = join(dirname(path), 'texts');
  await runOrThrow(['clang', ...withHeaders, '-Werror', path, '-o', program, ...libraries]);
  return splitTexts(await runOrThrow([program]));
}
