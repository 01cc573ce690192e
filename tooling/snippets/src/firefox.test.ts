import { access, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import puppeteer, { type Page } from 'puppeteer-core';
import { quoteJavaScriptString } from '../../../packages/snippets/src/quoting/quote-java-script-string.ts';
import { describePrograms } from './describe-programs.ts';
import { startPageServer } from './page-server.ts';
import type { Outcome, WrittenProgram } from './toolchain.ts';

const executablePath = '/usr/bin/firefox-esr';

await describePrograms({
  title: 'Firefox',
  language: 'browser',
  quote: quoteJavaScriptString,
  decompresses: true,
  rename: (fileName) => fileName.replaceAll('%', '_'),
  async prepare() {
    await access(executablePath);
    return { run: runInFirefox };
  },
});

async function runInFirefox(programs: readonly WrittenProgram[]): Promise<readonly Outcome[]> {
  const pages = await startPageServer();
  const downloadPath = join(dirname(dirname(programs[0]?.folder ?? '')), 'downloads');
  await mkdir(downloadPath);
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  try {
    const context = await browser.createBrowserContext({ downloadBehavior: { policy: 'allow', downloadPath } });
    const outcomes: Outcome[] = [];
    for (const { folder, source } of programs) {
      const page = await context.newPage();
      const failure = listenForFailure(page);
      await page.goto(pages.serve(source));
      outcomes.push(await awaitOutcome(downloadPath, failure));
      for (const name of await readdir(downloadPath)) await rename(join(downloadPath, name), join(folder, name));
      await page.close();
    }
    return outcomes;
  } finally {
    await browser.close();
    pages.close();
  }
}

function listenForFailure(page: Page): () => string | undefined {
  let failure: string | undefined;
  page.on('console', (message) => {
    if (message.text().startsWith('Download failed')) failure = message.text();
  });
  return () => failure;
}

/** Polls, because Firefox does not report when a file is saved. It writes to a `.part` file next to an empty one. */
async function awaitOutcome(folder: string, failure: () => string | undefined): Promise<Outcome> {
  let quietPolls = 0;
  for (let polls = 0; quietPolls < 5; polls++) {
    if (polls === 200) return { succeeded: false, output: 'nothing happened' };
    await setTimeout(50);
    const message = failure();
    if (message !== undefined) return { succeeded: false, output: message };
    const names = await readdir(folder);
    const isSaved = names.length > 0 && !names.some((name) => name.endsWith('.part'));
    quietPolls = isSaved ? quietPolls + 1 : 0;
  }
  return { succeeded: true, output: '' };
}
