import puppeteer, { type Browser } from 'puppeteer-core';

export type BrowserName = 'chromium' | 'firefox';

/** The paths of the browsers on Debian. */
export const executablePaths: Readonly<Record<BrowserName, string>> = {
  chromium: '/usr/bin/chromium',
  firefox: '/usr/bin/firefox-esr',
};

/** Starts a headless browser with a temporary profile. */
export function startBrowser(name: BrowserName, language = 'en-US'): Promise<Browser> {
  const executablePath = executablePaths[name];
  const env = { ...process.env, LANGUAGE: language, LANG: 'C.UTF-8' };
  if (name === 'firefox') {
    // Its download panel would take the keyboard focus from the page.
    const extraPrefsFirefox = {
      'intl.accept_languages': language,
      'browser.download.alwaysOpenPanel': false,
      // Nobody watches, and drawing 60 times a second takes time.
      'layout.frame_rate': 10,
    };
    return puppeteer.launch({ browser: 'firefox', executablePath, headless: true, extraPrefsFirefox, env });
  }
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', `--lang=${language}`];
  return puppeteer.launch({
    executablePath,
    headless: true,
    env,
    args: [...args, '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}
