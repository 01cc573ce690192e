import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Starts a thread whose body is `carrier-worker` of this folder: a source when run from sources, JavaScript when built. */
export function startThread(options: WorkerOptions): Worker {
  const url = new URL(`./carrier-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  const execArgv = inheritedArguments();
  return new Worker(url, {
    ...options,
    ...(execArgv !== undefined && { execArgv }),
    // Most of what a thread makes is short-lived: a small nursery keeps it from growing with the length of the run.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
}

/**
 * A thread inherits the flags of its process; those about the text of `--eval` would keep it from starting. Gives
 * `undefined` where there are none: a list that is given may not hold flags of V8, such as `--max-old-space-size`.
 */
function inheritedArguments(): string[] | undefined {
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--input-type'));
  return flags.length < process.execArgv.length ? flags : undefined;
}
