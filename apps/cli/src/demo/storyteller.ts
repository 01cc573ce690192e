import { styleText } from 'node:util';
import { formatDuration } from '../format/format-duration.ts';
import { writeLine } from '../write-line.ts';

/** Tells a person what happened, step by step. */
export interface Storyteller {
  readonly say: (line?: string) => void;
  /** Says it as an aside. */
  readonly whisper: (line: string) => void;
  /** Does one step, then says what came of it and how long it took. */
  readonly step: <Result>(
    title: string,
    work: () => Promise<Result>,
    tell: (result: Result) => string,
  ) => Promise<Result>;
}

const titleColumns = 10;

/** Makes a storyteller for a stream; colours appear where the stream shows them. */
export function createStoryteller(
  stream: NodeJS.WriteStream,
  now: () => number = performance.now.bind(performance),
): Storyteller {
  const style = (format: Parameters<typeof styleText>[0], text: string): string => styleText(format, text, { stream });
  const say = (line = ''): void => writeLine(stream, line === '' ? '' : `  ${line}`);
  return {
    say,
    whisper: (line) => say(style('gray', line)),
    async step(title, work, tell) {
      const startedAtMs = now();
      const result = await work();
      const took = style('gray', formatDuration(now() - startedAtMs).padStart(8));
      say(`${style('green', '✔')} ${style('bold', title.padEnd(titleColumns))}${took}   ${tell(result)}`);
      return result;
    },
  };
}
