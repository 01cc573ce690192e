import { type Command, Option } from 'commander';
import { nonEmpty } from '../options/parse-text.ts';
import { wholeNumber } from '../options/parse-whole-number.ts';
import { parseShard, type Shard } from './shard.ts';

export type FailPolicy = 'any' | 'all' | 'never';

/** How a manifest is worked off, as the command line says it. */
export interface BatchFlags {
  readonly manifest?: string | undefined;
  readonly directory?: string | undefined;
  readonly jobs?: number | undefined;
  readonly perHost?: number | undefined;
  readonly shard?: Shard | undefined;
  readonly result?: string | undefined;
  readonly skipDone?: boolean | undefined;
  readonly stopOnError?: boolean | undefined;
  readonly failPolicy?: FailPolicy | undefined;
  readonly absoluteDestinations?: boolean | undefined;
}

/** The names of {@link BatchFlags} that mean nothing without a manifest. */
export const batchFlagNames: readonly (keyof BatchFlags)[] = [
  'directory',
  'jobs',
  'perHost',
  'shard',
  'result',
  'skipDone',
  'stopOnError',
  'failPolicy',
  'absoluteDestinations',
];

/** Adds the options of {@link BatchFlags} to a command. */
export function addBatchFlags(command: Command): Command {
  return command
    .optionsGroup('Many objects:')
    .option('--manifest <file>', "list of objects: .ndjson, .csv or .txt; '-' is stdin", nonEmpty('--manifest'))
    .option('--directory <folder>', 'folder below which their files go (default: this one)', nonEmpty('--directory'))
    .option('--jobs <number>', 'streams at a time, over all objects (default: 16)', wholeNumber('--jobs', 1, 1024))
    .option('--per-host <number>', 'streams at a time to one host', wholeNumber('--per-host', 1, 1024))
    .option('--shard <i/n>', 'only this share of the list, from 0/n to n-1/n', parseShard)
    .option('--result <file>', "append one line of JSON for each object; '-' is stdout", nonEmpty('--result'))
    .option('--skip-done', 'leave out what --result has as done, and files that are there')
    .option('--stop-on-error', 'end with the first object that fails')
    .addOption(
      new Option('--fail-policy <when>', 'exit with 8 when any object fails, when all do, or never').choices([
        'any',
        'all',
        'never',
      ] satisfies FailPolicy[]),
    )
    .option('--absolute-destinations', 'let the list name files anywhere');
}
