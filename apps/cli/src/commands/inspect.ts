import type { Command } from 'commander';
import { type Language, languageOption, loadTexts } from '../diagnosis/load-texts.ts';
import { openPaint } from '../diagnosis/paint.ts';
import { readSignedUrl } from '../diagnosis/read-signed-url.ts';
import { renderReport } from '../diagnosis/render-report.ts';
import type { Shell } from '../shell.ts';
import { writeLine } from '../write-line.ts';

interface InspectFlags {
  readonly json?: boolean | undefined;
  readonly lang?: Language | undefined;
  readonly showSecrets?: boolean | undefined;
}

/** Adds `ossferry inspect`: shows what a presigned URL says, and mends what happened to it. Nothing is sent. */
export function addInspectCommand(program: Command, shell: Shell): void {
  program
    .command('inspect')
    .description('Show what a presigned URL says; nothing is sent')
    .argument('<URL>', "a presigned URL, damaged or not, or '-' for one on stdin")
    .option('--json', 'print the report as JSON')
    .option('--show-secrets', 'show signature, token and key, and the whole repaired URL')
    .addOption(languageOption())
    .addHelpText('after', examples)
    .action((url: string, flags: InspectFlags) => inspect(url, flags, shell));
}

const examples = `
Examples:
  $ ossferry inspect "$URL"
  $ pbpaste | ossferry inspect - --show-secrets`;

async function inspect(argument: string, flags: InspectFlags, shell: Shell): Promise<void> {
  const { url } = await readSignedUrl(argument, shell);
  const { inspectUrl } = await import('@ossferry/diagnose');
  const texts = await loadTexts(flags.lang, shell);
  const report = inspectUrl(url, { texts, showSecrets: flags.showSecrets });
  const text = flags.json
    ? JSON.stringify(report, null, 2)
    : renderReport(report, texts, openPaint(shell.stdout, shell.env));
  writeLine(shell.stdout, text);
}
