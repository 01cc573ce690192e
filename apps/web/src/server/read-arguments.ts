import { parseArgs } from 'node:util';

/** The parsed command line. */
export interface StartArguments {
  readonly help: boolean;
  /** Serve the sources of the page. */
  readonly dev: boolean;
  /** The local OSS sends at full speed. */
  readonly fast: boolean;
  /** Absent: the default port, or any free one. */
  readonly port: number | undefined;
}

export const usage: string = `Usage: pnpm web [options]

  --port <n>  port of the page (default: 4173, or any free port)
  --fast      the local OSS sends at full speed (default: slow enough to watch)
  --dev       serve the page from its sources, for development
  --help      show this help`;

/** A start-up failure that is reported to the user in one line. */
export class StartError extends Error {}

/** Parses the command line; fails with `StartError`. */
export function readArguments(line: readonly string[]): StartArguments {
  const { port, ...flags } = parse(line);
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) < 65_536)) {
    throw new StartError(`--port takes a number from 0 to 65535, not ${JSON.stringify(port)}.`);
  }
  return { ...flags, port: port === undefined ? undefined : Number(port) };
}

function parse(line: readonly string[]): Omit<StartArguments, 'port'> & { readonly port?: string | undefined } {
  try {
    return parseArgs({
      args: [...line],
      options: {
        help: { type: 'boolean', default: false },
        dev: { type: 'boolean', default: false },
        fast: { type: 'boolean', default: false },
        port: { type: 'string' },
      },
    }).values;
  } catch (error) {
    const [reason = ''] = (error as Error).message.split(/\.?(?:\n|$)/);
    throw new StartError(`${reason}. See --help.`, { cause: error });
  }
}
