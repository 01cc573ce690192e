import type { Command } from 'commander';
import { listenForInterrupt } from '../interrupt.ts';
import type { Shell } from '../shell.ts';

/** Adds `ossferry demo`: shows on this machine alone what the other commands do. */
export function addDemoCommand(program: Command, shell: Shell): void {
  program
    .command('demo')
    .description('See it all work, on this machine alone')
    .action(async () => {
      const interrupt = listenForInterrupt();
      const { runDemo } = await import('../demo/run-demo.ts');
      try {
        await runDemo(shell, interrupt.signal);
      } finally {
        interrupt.stop();
      }
    });
}
