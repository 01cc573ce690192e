import { type Command, Option } from 'commander';
import { nonEmpty } from '../options/non-empty.ts';
import { wholeNumber } from '../options/whole-number.ts';
import { parseShard, type Shard } from './shard.ts';

export type FailPolicy = 'any' | 'all' | 'never';

/** The options of batch downloads. */
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

/** The names of {@link BatchFlags} that need a manifest. */
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
    .optionsGroup('Batch downloads:')
    .option('--manifest <file>', "list of objects: .ndjson, .csv or .txt; '-' for stdin", nonEmpty('--manifest'))
    .option('--directory <folder>', 'folder for the files (default: current folder)', nonEmpty('--directory'))
    .option('--jobs <number>', 'concurrent streams over all objects (default: 16)', wholeNumber('--jobs', 1, 1024))
    .option('--per-host <number>', 'concurrent streams per host', wholeNumber('--per-host', 1, 1024))
    .option('--shard <i/n>', 'download one of n shares of the list, 0/n to (n-1)/n', parseShard)
    .option('--result <file>', "append a JSON line per object to this file; '-' for stdout", nonEmpty('--result'))
    .option('--skip-done', 'skip objects that are done in --result, and existing files')
    .option('--stop-on-error', 'stop at the first failure')
    .addOption(
      new Option(
        '--fail-policy <when>',
        'when to exit with code 8: if any or all objects fail, or never (default: any)',
      ).choices(['any', 'all', 'never'] satisfies FailPolicy[]),
    )
    .option('--absolute-destinations', 'allow destinations outside the folder');
}
