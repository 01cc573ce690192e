import { basename, dirname, join } from 'node:path';
import type { ServedObject } from './serve-object.ts';

/** A command that downloads a served object. */
export type DownloadCommand = (object: ServedObject) => readonly string[];

/** All contenders, each with the options that its users choose for large files. */
export const downloadContenders = {
  ossferry: ({ origin, name, destination }) =>
    nodeProgram('download-with-ossferry.mjs', `${origin}/${name}`, destination),
  'curl -o': ({ origin, name, destination }) => ['curl', '--silent', '--fail', '-o', destination, `${origin}/${name}`],
  // With the same guarantee as ossferry: the file is on disk when the process ends.
  'curl -o, synced': ({ origin, name, destination }) => [
    ...['sh', '-c', 'curl --silent --fail -o "$1" "$2" && sync --data "$1"', 'sh', destination, `${origin}/${name}`],
  ],
  'aria2c -x8': ({ origin, name, destination }) => [
    ...['aria2c', '--quiet', '--no-conf', '-x8', '-s8', '--file-allocation=falloc'],
    ...['--dir', dirname(destination), '--out', basename(destination), `${origin}/${name}`],
  ],
  'ali-oss': ({ origin, name, destination }) => nodeProgram('download-with-ali-oss.mjs', origin, name, destination),
} satisfies Record<string, DownloadCommand>;

export type DownloadContender = keyof typeof downloadContenders;

function nodeProgram(program: string, ...args: string[]): readonly string[] {
  return [process.execPath, join(import.meta.dirname, 'programs', program), ...args];
}
