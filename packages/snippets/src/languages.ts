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

/** The languages of OSS's documentation. */
export type SnippetLanguage = 'curl' | 'java' | 'nodejs' | 'python' | 'go' | 'browser' | 'android' | 'objective-c';

export interface SnippetLanguageInfo {
  readonly language: SnippetLanguage;
  /** A display name, for example `Java 11+`. */
  readonly title: string;
  /** The usual name of the source file, for example `Download.java`. */
  readonly fileName: string;
}

/** What the HTTP client of a language can send unchanged. */
export interface LanguageAbilities {
  /** Whether it sends `.` and `..` segments of a path; most clients remove them. */
  readonly sendsDotSegments: boolean;
  /** Whether it sends a path that begins with two slashes. */
  readonly sendsLeadingSlashes: boolean;
  /** Headers that it refuses or omits, in lower case, besides those of the connection. */
  readonly unsendable?: RegExp | undefined;
}

/** The supported languages, in the order of OSS's documentation. */
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

/** Finds the renderer of a language. */
export function findLanguage(language: SnippetLanguage): Renderer {
  if (Object.hasOwn(renderers, language)) return renderers[language];
  throw inputError(
    'UnknownLanguage',
    'This language is not supported.',
    `Choose one of: ${Object.keys(renderers).join(', ')}.`,
  );
}

const verbatim = { sendsDotSegments: true, sendsLeadingSlashes: true };
const normalizing = { sendsDotSegments: false, sendsLeadingSlashes: true };

const renderers: Readonly<Record<SnippetLanguage, Renderer>> = {
  curl: { render: renderCurl, ...verbatim },
  // Restricted headers of the HTTP client of Java 11; later versions are less strict.
  java: { render: renderJava, ...verbatim, unsendable: /^(?:date|from|origin|referer|via|warning)$/ },
  nodejs: { render: renderNodejs, ...normalizing },
  // requests replaces leading slashes of a path with one.
  python: { render: renderPython, sendsDotSegments: false, sendsLeadingSlashes: false },
  go: { render: renderGo, ...verbatim },
  // The "forbidden request-headers" of fetch, and one that Chromium omits.
  browser: {
    render: renderBrowser,
    ...normalizing,
    unsendable:
      /^(?:sec-|cookie2?$|date$|dnt$|origin$|referer$|user-agent$|via$|access-control-request-|accept-charset$)/,
  },
  android: { render: renderAndroid, ...normalizing },
  'objective-c': { render: renderObjectiveC, ...normalizing },
};
