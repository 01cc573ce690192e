import { join } from 'node:path';

/** The root of the repository. */
export const repositoryRoot: string = join(import.meta.dirname, '../../..');

/** Runs the command line tool from its sources. */
export const ossferryCommand: readonly string[] = [
  process.execPath,
  '--conditions=@ossferry/source',
  join(repositoryRoot, 'apps/cli/src/main.ts'),
];

/** The environment of every program that the lab starts: nothing asks the network who signs. */
export function programEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ...more };
}
