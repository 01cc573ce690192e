import type { Command, Option } from 'commander';

/** A command, as completion scripts need it. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  /** The choices of its first argument; `undefined` if it is a file or free text. */
  readonly argumentChoices: readonly string[] | undefined;
  readonly options: readonly CompletedOption[];
}

export interface CompletedOption {
  readonly short: string | undefined;
  readonly long: string;
  readonly description: string;
  /** What its value can be; `undefined` if it has none. */
  readonly value: readonly string[] | 'file' | 'text' | undefined;
  readonly isRepeatable: boolean;
}

/** Describes all commands of a program, with the options that every command takes. */
export function describeCommands(program: Command): readonly CompletedCommand[] {
  const help = program.createHelp();
  return help.visibleCommands(program).map((command) => ({
    name: command.name(),
    description: command.description(),
    argumentChoices:
      command.name() === 'help'
        ? program.commands.map((other) => other.name())
        : command.registeredArguments[0]?.argChoices,
    options: [...help.visibleOptions(command), ...program.options].map(describeOption),
  }));
}

function describeOption(option: Option): CompletedOption {
  const { short, long = '', description, flags, argChoices } = option;
  return {
    short,
    long,
    description,
    value:
      option.isBoolean() || !/[<[]/.test(flags) ? undefined : (argChoices ?? (isFile.test(flags) ? 'file' : 'text')),
    isRepeatable: description.includes('(repeatable'),
  };
}

const isFile = /<(?:file|folder)>/;
