import { Command } from 'commander';
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

/** Builds the whole command line. Commands load what they need when they run, so that building it is cheap. */
export function createProgram(shell: Shell): Command {
  const program = new Command('ossferry')
    .description('Sign URLs for private objects in Alibaba Cloud OSS; download them, whole.')
    .version(readVersion(), '-V, --version')
    .option('-v, --verbose', 'show where an error comes from (or DEBUG=1)')
    .configureHelp({ showGlobalOptions: true, minWidthToWrap: 20 })
    .configureOutput({
      writeOut: (text) => shell.stdout.write(text),
      writeErr: (text) => shell.stderr.write(text),
      outputError: () => undefined, // Thrown instead, and written in one place with all the other errors.
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
  return program;
}

function epilogue(): string {
  const rows = exitCodes.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`);
  return `
Credentials never come from the command line. The environment is asked first:
  OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET, OSS_SESSION_TOKEN (temporary keys)
then the places of Alibaba Cloud's own tools; see: ossferry credentials

Exit codes:
${rows.join('\n')}

Start with:  ossferry demo`;
}
