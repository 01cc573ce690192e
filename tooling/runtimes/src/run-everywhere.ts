import { type Host, startHost } from './host/start-host.ts';
import { type Outcome, topics } from './program/check.ts';
import { browsers } from './runtimes/browsers.ts';
import { processes } from './runtimes/processes.ts';
import type { Runtime } from './runtimes/runtime.ts';
import { workerd } from './runtimes/workerd.ts';

/** All runtimes that are supported, in the order of the support table. */
export const runtimes: readonly Runtime[] = [...processes, workerd, ...browsers];

/** Runs the program in one runtime; gives nothing when it is not on this machine. */
export async function runIn(runtime: Runtime, host: Host): Promise<readonly Outcome[] | undefined> {
  const { executable, id, run } = runtime;
  if (executable === undefined) return undefined;
  try {
    return await run(executable, host, await host.prepare(id));
  } catch (error) {
    // One runtime that does not start leaves the others their turn.
    return topics.map((topic) => ({ topic, name: 'the whole program', failure: String(error) }));
  }
}

export { type Host, startHost };
