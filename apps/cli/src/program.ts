import { Command } from 'commander';
import { addCompletionCommand } from './commands/completion.ts';
import { addCredentialsCommand } from './commands/credentials.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addExplainCommand } from './commands/explain.ts';
import { addGetCommand } from './commands/get.ts';
import { addInspectCommand } from './commands/inspect.ts';
import { addLocalCommand } from './commands/local.ts';
import { addPutCommand } from './commands/put.ts';
import { addRepairCommand } from './commands/repair.ts';
import { addSignCommand } from './commands/sign.ts';
import { addSnippetCommand } from './commands/snippet.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { exitCodes } from './exit-code.ts';
import type { Shell } from './shell.ts';
import { readVersion } from './version.ts';

/** Builds the whole command line. Commands import what they need when they run, which keeps startup fast. */
export function createProgram(shell: Shell): Command {
  const program = new Command('ossferry')
    .usage('[options] <command>')
    .description('Sign URLs for private objects in Alibaba Cloud OSS, and download through them.')
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'Print help for a command')
    .option('-v, --verbose', 'print stack traces for errors (env: DEBUG=1)')
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 20, subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => shell.stdout.write(text),
      writeErr: (text) => shell.stderr.write(text),
      outputError: () => undefined, // Errors are thrown, and `run` prints them.
    })
    .exitOverride()
    .showHelpAfterError(false)
    .addHelpText('after', epilogue());
  addSignCommand(program, shell);
  addGetCommand(program, shell);
  addVerifyCommand(program, shell);
  addRepairCommand(program, shell);
  addPutCommand(program, shell);
  addSnippetCommand(program, shell);
  addInspectCommand(program, shell);
  addExplainCommand(program, shell);
  addCredentialsCommand(program, shell);
  addDoctorCommand(program, shell);
  addLocalCommand(program, shell);
  addDemoCommand(program, shell);
  addCompletionCommand(program, shell);
  return program;
}

function epilogue(): string {
  const rows = exitCodes.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`);
  return `
Credentials:
  No option takes a secret. Credentials come from OSS_ACCESS_KEY_ID,
  OSS_ACCESS_KEY_SECRET and OSS_SESSION_TOKEN (for temporary credentials), or
  from the configuration of Alibaba Cloud's tools. See: ossferry credentials

Exit codes:
${rows.join('\n')}

Run 'ossferry <command> --help' for the options of a command.
Run 'ossferry demo' to try it without an account.`;
}
