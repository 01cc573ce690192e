import { join } from 'node:path';

/** The root of the repository. */
export const repositoryRoot: string = join(import.meta.dirname, '../../..');

/** The command that runs the command line tool from its sources. */
export const ossferryCommand: readonly string[] = [
  process.execPath,
  '--conditions=@ossferry/source',
  join(repositoryRoot, 'apps/cli/src/main.ts'),
];

/** The environment of every program that the lab starts. Credentials are never requested from the ECS metadata service. */
export function programEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ...more };
}
