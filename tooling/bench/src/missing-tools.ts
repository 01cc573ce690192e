import { spawnSync } from 'node:child_process';

/** Lists the commands that are not installed. */
export function missingTools(commands: readonly string[]): readonly string[] {
  return commands.filter((command) => spawnSync(command, ['--version']).error !== undefined);
}
