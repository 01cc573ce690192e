import type { Command } from 'commander';
import { listenForInterrupt } from '../interrupt.ts';
import type { Shell } from '../shell.ts';

/** Adds `ossferry demo`: runs the main commands against a local OSS. */
export function addDemoCommand(program: Command, shell: Shell): void {
  program
    .command('demo')
    .description('Try a signed download against a local OSS, without an account')
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
