import type { Host } from './host/start-host.ts';
import { type Outcome, topics } from './program/check.ts';
import { browsers } from './runtimes/browsers.ts';
import { processes } from './runtimes/processes.ts';
import type { Runtime } from './runtimes/runtime.ts';
import { workerd } from './runtimes/workerd.ts';

/** All supported runtimes, in the order of the support table. */
export const runtimes: readonly Runtime[] = [...processes, workerd, ...browsers];

/** Runs the program in a runtime; returns `undefined` if the runtime is not installed. */
export async function runInRuntime(runtime: Runtime, host: Host): Promise<readonly Outcome[] | undefined> {
  const { executable, id, run } = runtime;
  if (executable === undefined) return undefined;
  try {
    return await run(executable, host, await host.prepare(id));
  } catch (error) {
    // A runtime that fails to start must not prevent the others from running.
    return topics.map((topic) => ({ topic, name: 'the whole program', failure: String(error) }));
  }
}
