import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { connectAttemptMs, type OssError } from '@ossferry/contract';
import type { Command, CommanderError } from 'commander';
import { exitCodeOf } from './exit-code.ts';
import { isObjectAddress, isSource } from './object-address.ts';
import { createProgram } from './program.ts';
import { refuseOldNode } from './refuse-old-node.ts';
import { renderError } from './render-error.ts';
import { requestsJson } from './requests-json.ts';
import type { Shell } from './shell.ts';
import { usageError } from './usage-error.ts';
import { writeLine } from './write-line.ts';

/** Runs a command line (without `node` and the script) and returns its exit code. Prints every error as one line. */
export async function run(argv: readonly string[], shell: Shell): Promise<number> {
  // For connections without options of their own: fetch (credentials) and Node's connections to proxies.
  setDefaultAutoSelectFamilyAttemptTimeout(connectAttemptMs);
  const program = createProgram(shell);
  try {
    refuseOldNode(process.versions);
    await program.parseAsync(rewriteHelp(argv, program), { from: 'user' });
    return 0;
  } catch (caught) {
    if (isCommanderError(caught) && isHelp(caught)) return caught.code === 'commander.help' ? 2 : 0;
    const error = isCommanderError(caught) ? fromCommander(caught, program, argv) : caught;
    const verbose = program.opts()['verbose'] === true || Boolean(shell.env['DEBUG']);
    writeLine(
      shell.stderr,
      renderError(error, { json: requestsJson(argv), verbose, object: argv.find(isObjectAddress) }),
    );
    return exitCodeOf(error);
  }
}

/**
 * Rewrites requests for help: `help get` becomes `get --help`, whose exit code is 0. For an unknown command, only its name
 * is left, which is an error; commander would print the help of the program.
 */
function rewriteHelp(argv: readonly string[], program: Command): readonly string[] {
  const [first, second = '--help'] = argv;
  const rewritten = first !== 'help' ? argv : second === 'help' ? ['--help'] : [second, '--help'];
  const [name] = rewritten;
  if (name === undefined || name.startsWith('-')) return rewritten;
  const commands = program.createHelp().visibleCommands(program);
  return commands.some((command) => command.name() === name) ? rewritten : [name];
}

/** Checks the code: `instanceof` fails if two copies of commander are installed. */
function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

function isHelp({ code }: CommanderError): boolean {
  return code === 'commander.help' || code === 'commander.helpDisplayed' || code === 'commander.version';
}

/** "commander.unknownOption" becomes the code `UnknownOption`. */
function fromCommander(error: CommanderError, program: Command, argv: readonly string[]): OssError {
  const name = error.code.replace('commander.', '');
  const command = program.commands.find((candidate) => argv.includes(candidate.name()));
  const message = error.message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/^unknown command '(\w+)'.*/, suggestCommand)
    .replace(/\.?$/, '.');
  return usageError(
    name.charAt(0).toUpperCase() + name.slice(1),
    message.charAt(0).toUpperCase() + message.slice(1),
    adviseOn({ code: error.code, message }, command, argv),
  );
}

/** What the commands are called elsewhere. Commander only suggests names that are spelled similarly. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['download', 'get'],
  ['fetch', 'get'],
  ['presign', 'sign'],
  ['upload', 'put'],
  ['version', '--version'],
]);

function suggestCommand(message: string, given: string): string {
  const name = otherNames.get(given);
  return name === undefined ? message : `unknown command '${given}' (Did you mean ${name}?)`;
}

function adviseOn(
  { code, message }: Pick<CommanderError, 'code' | 'message'>,
  command: Command | undefined,
  argv: readonly string[],
): string {
  if (code === 'commander.unknownCommand' && argv.some(isSource) && !message.includes('(Did you mean ')) {
    return 'To download it: ossferry get "<URL>"';
  }
  if (code === 'commander.excessArguments' && command?.name() === 'get') {
    return 'Name the file with -o, and quote the URL. To download many objects, use --manifest.';
  }
  if (code === 'commander.missingMandatoryOptionValue') {
    const missing = command?.options.find(({ flags }) => message.includes(`'${flags}'`));
    if (missing?.argChoices !== undefined) return `Choose one of ${missing.argChoices.join(', ')}.`;
  }
  return command === undefined ? 'See: ossferry --help' : `See: ossferry ${command.name()} --help`;
}
