import { styleText } from 'node:util';
import { formatDuration } from '../format/format-duration.ts';
import { writeLine } from '../write-line.ts';

/** Prints the steps of the demo. */
export interface DemoOutput {
  readonly print: (line?: string) => void;
  /** Prints a gray line. */
  readonly printDim: (line: string) => void;
  /** Runs a step, then prints its duration and result. */
  readonly step: <Result>(
    title: string,
    work: () => Promise<Result>,
    describe: (result: Result) => string,
  ) => Promise<Result>;
}

const titleColumns = 10;

/** Creates the output for a stream, with colours if the stream supports them. */
export function createDemoOutput(
  stream: NodeJS.WriteStream,
  now: () => number = performance.now.bind(performance),
): DemoOutput {
  const style = (format: Parameters<typeof styleText>[0], text: string): string => styleText(format, text, { stream });
  const print = (line = ''): void => writeLine(stream, line === '' ? '' : `  ${line}`);
  return {
    print,
    printDim: (line) => print(style('gray', line)),
    async step(title, work, describe) {
      const startedAtMs = now();
      const result = await work();
      const took = style('gray', formatDuration(now() - startedAtMs).padStart(8));
      print(`${style('green', '✔')} ${style('bold', title.padEnd(titleColumns))}${took}   ${describe(result)}`);
      return result;
    },
  };
}
