import type { DownloadProgram } from './download-program.ts';
import { inputError } from './input-error.ts';
import { renderAndroid } from './languages/android.ts';
import { renderBrowser } from './languages/browser.ts';
import { renderCurl } from './languages/curl.ts';
import { renderGo } from './languages/go.ts';
import { renderJava } from './languages/java.ts';
import { renderNodejs } from './languages/nodejs.ts';
import { renderObjectiveC } from './languages/objective-c.ts';
import { renderPython } from './languages/python.ts';

/** The languages of OSS's own pages. */
export type SnippetLanguage = 'curl' | 'java' | 'nodejs' | 'python' | 'go' | 'browser' | 'android' | 'objective-c';

export interface SnippetLanguageInfo {
  readonly language: SnippetLanguage;
  /** For people: `Java 11+` for example. */
  readonly title: string;
  /** Under which the program is usually saved: `Download.java` for example. */
  readonly fileName: string;
}

/** What a language's HTTP client can send as it was signed. */
export interface LanguageAbilities {
  /** Whether `.` and `..` segments of a path go over the wire; most clients take them out. */
  readonly sendsDotSegments: boolean;
  /** Whether a path that begins with two slashes goes over the wire. */
  readonly sendsLeadingSlashes: boolean;
  /** Names of headers, in lower case, that it refuses or leaves out, besides those of the connection. */
  readonly unsendable?: RegExp | undefined;
}

/** The languages in which there are programs, in the order of OSS's pages. */
export const snippetLanguages: readonly SnippetLanguageInfo[] = [
  { language: 'curl', title: 'curl', fileName: 'download.sh' },
  { language: 'java', title: 'Java 11+', fileName: 'Download.java' },
  { language: 'nodejs', title: 'Node.js', fileName: 'download.mjs' },
  { language: 'python', title: 'Python', fileName: 'download.py' },
  { language: 'go', title: 'Go', fileName: 'download.go' },
  { language: 'browser', title: 'JavaScript in a page', fileName: 'download.js' },
  { language: 'android', title: 'Android (Java)', fileName: 'ObjectDownload.java' },
  { language: 'objective-c', title: 'Objective-C', fileName: 'download.m' },
];

interface Renderer extends LanguageAbilities {
  readonly render: (program: DownloadProgram) => string;
}

/** Gives what writes the programs of a language. */
export function findLanguage(language: SnippetLanguage): Renderer {
  if (Object.hasOwn(renderers, language)) return renderers[language];
  throw inputError(
    'UnknownLanguage',
    'There are no programs in this language.',
    `Choose one of: ${Object.keys(renderers).join(', ')}.`,
  );
}

const verbatim = { sendsDotSegments: true, sendsLeadingSlashes: true };
const normalising = { sendsDotSegments: false, sendsLeadingSlashes: true };

const renderers: Readonly<Record<SnippetLanguage, Renderer>> = {
  curl: { render: renderCurl, ...verbatim },
  // What the HTTP client of Java 11 keeps to itself; later ones are less strict.
  java: { render: renderJava, ...verbatim, unsendable: /^(?:date|from|origin|referer|via|warning)$/ },
  nodejs: { render: renderNodejs, ...normalising },
  // requests reduces slashes at the beginning of a path to one.
  python: { render: renderPython, sendsDotSegments: false, sendsLeadingSlashes: false },
  go: { render: renderGo, ...verbatim },
  // The "forbidden request-headers" of fetch, and one that Chromium leaves out.
  browser: {
    render: renderBrowser,
    ...normalising,
    unsendable:
      /^(?:sec-|cookie2?$|date$|dnt$|origin$|referer$|user-agent$|via$|access-control-request-|accept-charset$)/,
  },
  android: { render: renderAndroid, ...normalising },
  'objective-c': { render: renderObjectiveC, ...normalising },
};
