import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { quoteJavaScriptString } from '../../../packages/snippets/src/quoting/quote-java-script-string.ts';
import { describePrograms } from './describe-programs.ts';
import { startPageServer } from './page-server.ts';
import type { Outcome, WrittenProgram } from './toolchain.ts';

const executablePath = '/usr/bin/chromium';
const args = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

await describePrograms({
  title: 'Chromium',
  language: 'browser',
  quote: quoteJavaScriptString,
  decompresses: true,
  async prepare() {
    await access(executablePath);
    return { run: runInChromium, readLiterals };
  },
});

async function runInChromium(programs: readonly WrittenProgram[]): Promise<readonly Outcome[]> {
  const pages = await startPageServer();
  const browser = await chromium.launch({ executablePath, args });
  try {
    const outcomes: Outcome[] = [];
    for (const { folder, source } of programs) {
      const page = await (await browser.newContext()).newPage();
      const saved = page.waitForEvent('download').then(async (download): Promise<Outcome> => {
        await download.saveAs(join(folder, download.suggestedFilename()));
        return { succeeded: true, output: '' };
      });
      const failed = page
        .waitForEvent('console', (message) => message.text().startsWith('Download failed'))
        .then((message): Outcome => ({ succeeded: false, output: message.text() }));
      // The pending one rejects when the page is closed.
      for (const waiting of [saved, failed]) waiting.catch(() => undefined);
      await page.goto(pages.serve(source));
      outcomes.push(await Promise.race([saved, failed]));
      await page.context().close();
    }
    return outcomes;
  } finally {
    await browser.close();
    pages.close();
  }
}

async function readLiterals(literals: readonly string[]): Promise<string[]> {
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    // As an inline script, so that a literal must not close the script element.
    await page.setContent(`<!doctype html><meta charset="utf-8"><script>texts = [${literals.join(',\n')}];</script>`);
    return (await page.evaluate('texts')) as string[];
  } finally {
    await browser.close();
  }
}
