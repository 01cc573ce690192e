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

/** Adds `ossferry inspect`: shows the contents of a presigned URL, and repairs a damaged one. Nothing is sent. */
export function addInspectCommand(program: Command, shell: Shell): void {
  program
    .command('inspect')
    .description('Show the contents of a presigned URL, without sending it')
    .argument('<URL>', "a presigned URL, even if damaged, or '-' for a URL on stdin")
    .option('--json', 'print the report as JSON')
    .option('--show-secrets', 'show signatures, tokens and keys, also in the repaired URL')
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
