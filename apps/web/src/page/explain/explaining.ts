import type { Texts as DiagnoseTexts, Finding, UrlReport } from '@ossferry/diagnose';
import type { PresignedUrl } from '@ossferry/downloader-browser';
import { effect, type Signal, signal } from '@preact/signals';
import { findUrlMistake, type UrlMistake } from '../parts/find-url-mistake.ts';
import { type Language, language } from '../state/language.ts';
import { exampleUrl, exampleXml } from './example.ts';
import { readHeaderLines, writeHeaderLines } from './header-lines.ts';

/** The contents of the fields. */
export const url: Signal<string> = signal('');
export const headerLines: Signal<string> = signal('');
export const xml: Signal<string> = signal('');

/** Why the URL cannot be tested. */
export const mistake: Signal<UrlMistake | undefined> = signal();

/** One of the lines is not a header. */
export const isHeaderMistaken: Signal<boolean> = signal(false);

/** The result of testing the URL: a status, or `unreadable` if the page cannot read the response. */
export const testResult: Signal<number | 'testing' | 'unreadable' | undefined> = signal();

export interface Explanation {
  /** What was explained; the same object after a change of the language. */
  readonly subject: Case;
  readonly findings: readonly Finding[];
  readonly report: UrlReport;
  readonly labels: DiagnoseTexts['labels'];
  /** The URL was tested and the page cannot read the response, which may contain other reasons. */
  readonly isUnread: boolean;
}

export const explanation: Signal<Explanation | undefined> = signal();

export interface Case {
  readonly url: string;
  /** The signed headers. */
  readonly headers: Readonly<Record<string, string>>;
  readonly testResult: typeof testResult.value;
  readonly errorXml: string | undefined;
}

const explained: Signal<Case | undefined> = signal();

/** The response in its field belongs to the current URL: it was filled in, or they were explained together. */
let isXmlOfUrl = false;
/** The same for the headers. */
let areHeadersOfUrl = false;

/** Sets the URL, and clears the headers and the response of the previous one. */
export function setUrl(text: string): void {
  url.value = text;
  if (isXmlOfUrl) setXml('');
  if (areHeadersOfUrl) setHeaders('');
  mistake.value = undefined;
  testResult.value = undefined;
  explained.value = undefined;
}

/** Sets the response. */
export function setXml(text: string): void {
  xml.value = text;
  testResult.value = undefined;
  isXmlOfUrl = false;
}

/** Sets the signed headers. */
export function setHeaders(text: string): void {
  headerLines.value = text;
  testResult.value = undefined;
  isHeaderMistaken.value = false;
  areHeadersOfUrl = false;
}

/** Explains the contents of the fields; again when the language changes. */
export function explainFields(): void {
  const headers = readHeaderLines(headerLines.value);
  isHeaderMistaken.value = headers === undefined;
  if (headers === undefined) return;
  isXmlOfUrl = true;
  areHeadersOfUrl = true;
  const errorXml = xml.value.trim() || undefined;
  explained.value = { url: url.value.trim(), headers, errorXml, testResult: testResult.value };
}

/** Fills in a URL and its headers, tests it, and explains the response. */
export async function explainUrl({ url: failing, signedHeaders = {} }: PresignedUrl): Promise<void> {
  setUrl(failing);
  setHeaders(writeHeaderLines(signedHeaders));
  await testFields();
}

/** Tests the URL in the fields and explains the response. Sends nothing if the page must not fetch the URL. */
export async function testFields(): Promise<void> {
  const tested = url.value.trim();
  const headers = readHeaderLines(headerLines.value);
  setXml('');
  mistake.value = findUrlMistake(tested);
  isHeaderMistaken.value = headers === undefined;
  if (mistake.value !== undefined || headers === undefined) return;
  testResult.value = 'testing';
  explained.value = undefined;
  const response = await fetchOneByte(tested, headers);
  if (testResult.value !== 'testing' || url.value.trim() !== tested) return; // The fields have changed.
  testResult.value = response.status;
  xml.value = response.body;
  explainFields();
}

/** Fills in an expired URL and the response of OSS. */
export function fillExample(): void {
  setUrl(exampleUrl);
  xml.value = exampleXml;
  isXmlOfUrl = true;
}

async function fetchOneByte(
  tested: string,
  signedHeaders: Readonly<Record<string, string>>,
): Promise<{ readonly status: number | 'unreadable'; readonly body: string }> {
  try {
    const headers = { ...signedHeaders, range: 'bytes=0-0' };
    const response = await fetch(tested, {
      headers,
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    return { status: response.status, body: response.ok ? '' : await response.text() };
  } catch {
    return { status: 'unreadable', body: '' };
  }
}

effect(() => {
  const { value: chosen } = language;
  const { value: subject } = explained;
  if (subject === undefined) explanation.value = undefined;
  else void explainIn(chosen, subject);
});

async function explainIn(chosen: Language, subject: Case): Promise<void> {
  const [{ explain, inspectUrl }, texts] = await Promise.all([import('@ossferry/diagnose'), loadTexts[chosen]()]);
  const { url: failing, headers, testResult: status, errorXml } = subject;
  if (subject !== explained.value) return;
  const response = typeof status === 'number' ? { status, headers: {}, body: errorXml ?? '' } : undefined;
  // The request of a pasted response is unknown.
  const request = response === undefined ? undefined : { headers };
  const signed = Object.keys(headers).length === 0 ? undefined : { signedHeaders: headers };
  explanation.value = {
    subject,
    findings: explain({ url: failing, request, signed, errorXml, response, texts }),
    isUnread: status === 'unreadable',
    report: inspectUrl(failing, { texts }),
    labels: texts.labels,
  };
}

const loadTexts: Readonly<Record<Language, () => Promise<DiagnoseTexts>>> = {
  en: async () => (await import('@ossferry/diagnose/texts/en')).en,
  zh: async () => (await import('@ossferry/diagnose/texts/zh')).zh,
  ja: async () => (await import('@ossferry/diagnose/texts/ja')).ja,
};
