import { statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread that runs `carrier-worker` of this folder: TypeScript when run from sources, JavaScript when built.
 * Throws if a bundle does not contain the file. Bundlers would copy the file of a literal `new URL` without its imports,
 * and Turbopack refuses a path.
 */
export function startThread(options: WorkerOptions): Worker {
  const path = join(import.meta.dirname, `carrier-worker${extname(import.meta.filename)}`);
  statSync(path);
  const execArgv = inheritedArguments();
  return new Worker(pathToFileURL(path), {
    ...options,
    ...(execArgv !== undefined && { execArgv }),
    // Most objects of a thread are short-lived: a small young generation keeps its memory constant.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
}

/**
 * Returns the flags of the process without `--input-type`, which would prevent a thread from starting. Returns
 * `undefined` if it is not set: the thread then inherits all flags, including V8's, which a given list must not
 * contain.
 */
function inheritedArguments(): string[] | undefined {
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--input-type'));
  return flags.length < process.execArgv.length ? flags : undefined;
}
