import { Argument, type Command } from 'commander';
import type { CompletionShell } from '../completion/completion-script.ts';
import type { Shell } from '../shell.ts';
import { writeLine } from '../write-line.ts';

/** Adds `ossferry completion`: prints a completion script for a shell. */
export function addCompletionCommand(program: Command, shell: Shell): void {
  program
    .command('completion')
    .description('Print a script that completes ossferry in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish'] satisfies CompletionShell[]))
    .addHelpText('after', examples)
    .action(async (name: CompletionShell) => {
      const [{ completionScript }, { describeCommands }] = await Promise.all([
        import('../completion/completion-script.ts'),
        import('../completion/describe-commands.ts'),
      ]);
      for (const line of completionScript(name, describeCommands(program)).split('\n')) writeLine(shell.stdout, line);
    });
}

const examples = `
Examples:
  $ eval "$(ossferry completion bash)"    # in ~/.bashrc
  $ eval "$(ossferry completion zsh)"     # in ~/.zshrc, after compinit
  $ ossferry completion fish > ~/.config/fish/completions/ossferry.fish`;
