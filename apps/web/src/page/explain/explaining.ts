import type { Texts as DiagnoseTexts, Finding, UrlReport } from '@ossferry/diagnose';
import type { PresignedUrl } from '@ossferry/downloader-browser';
import { effect, type Signal, signal } from '@preact/signals';
import { findUrlMistake, type UrlMistake } from '../parts/find-url-mistake.ts';
import { type Language, language } from '../state/language.ts';
import { exampleUrl, exampleXml } from './example.ts';
import { readHeaderLines, writeHeaderLines } from './header-lines.ts';

/** What the fields hold. */
export const url: Signal<string> = signal('');
export const headerLines: Signal<string> = signal('');
export const xml: Signal<string> = signal('');

/** Why OSS cannot be asked with what the field holds. */
export const mistake: Signal<UrlMistake | undefined> = signal();

/** One of the lines is no header. */
export const isHeaderMistaken: Signal<boolean> = signal(false);

/** What OSS answered when it was asked from here: a status, or that a page cannot know. */
export const answered: Signal<number | 'asking' | 'unreadable' | undefined> = signal();

export interface Explanation {
  readonly findings: readonly Finding[];
  readonly report: UrlReport;
  readonly labels: DiagnoseTexts['labels'];
  /** OSS was asked, and what it answered cannot be read: it may hold reasons that nobody sees here. */
  readonly isUnread: boolean;
}

export const explanation: Signal<Explanation | undefined> = signal();

interface Case {
  readonly url: string;
  /** Those that are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly answered: typeof answered.value;
  readonly errorXml: string | undefined;
}

const explained: Signal<Case | undefined> = signal();

/** The answer in the field belongs to the URL in the other one: it was filled in, or they were explained together. */
let isAnswerOfUrl = false;
/** So do the headers. */
let areHeadersOfUrl = false;

/** Takes what is typed as the URL; headers of another one, and the answer to it, are no longer of use. */
export function setUrl(text: string): void {
  url.value = text;
  if (isAnswerOfUrl) setXml('');
  if (areHeadersOfUrl) setHeaders('');
  mistake.value = undefined;
  answered.value = undefined;
  explained.value = undefined;
}

/** Takes what is typed as the answer. */
export function setXml(text: string): void {
  xml.value = text;
  answered.value = undefined;
  isAnswerOfUrl = false;
}

/** Takes what is typed as the headers that are signed. */
export function setHeaders(text: string): void {
  headerLines.value = text;
  answered.value = undefined;
  isHeaderMistaken.value = false;
  areHeadersOfUrl = false;
}

/** Explains what the fields hold, and again when the language changes. */
export function explainFields(): void {
  const headers = readHeaderLines(headerLines.value);
  isHeaderMistaken.value = headers === undefined;
  if (headers === undefined) return;
  isAnswerOfUrl = true;
  areHeadersOfUrl = true;
  const errorXml = xml.value.trim() || undefined;
  explained.value = { url: url.value.trim(), headers, errorXml, answered: answered.value };
}

/** Puts a URL into the field and its headers beside it, asks OSS why it refuses it, and explains. */
export async function explainUrl({ url: failing, signedHeaders = {} }: PresignedUrl): Promise<void> {
  setUrl(failing);
  setHeaders(writeHeaderLines(signedHeaders));
  await testFields();
}

/** Asks OSS why it refuses what the fields hold, and explains. Nothing is sent when this page may not. */
export async function testFields(): Promise<void> {
  const asked = url.value.trim();
  const headers = readHeaderLines(headerLines.value);
  setXml('');
  mistake.value = findUrlMistake(asked);
  isHeaderMistaken.value = headers === undefined;
  if (mistake.value !== undefined || headers === undefined) return;
  answered.value = 'asking';
  explained.value = undefined;
  const answer = await askOss(asked, headers);
  if (answered.value !== 'asking' || url.value.trim() !== asked) return; // Something else was entered meanwhile.
  answered.value = answer.status;
  xml.value = answer.body;
  explainFields();
}

/** Puts in a URL that ended long ago, and what OSS says of it. */
export function fillExample(): void {
  setUrl(exampleUrl);
  xml.value = exampleXml;
  isAnswerOfUrl = true;
}

/** Asks for one byte with the URL. */
async function askOss(
  asked: string,
  signedHeaders: Readonly<Record<string, string>>,
): Promise<{ readonly status: number | 'unreadable'; readonly body: string }> {
  try {
    const headers = { ...signedHeaders, range: 'bytes=0-0' };
    const response = await fetch(asked, { headers, credentials: 'omit', referrerPolicy: 'no-referrer' });
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
  const { url: failing, headers, answered: status, errorXml } = subject;
  if (subject !== explained.value) return;
  const response = typeof status === 'number' ? { status, headers: {}, body: errorXml ?? '' } : undefined;
  // Of an answer that was pasted nobody knows what was sent for it.
  const request = response === undefined ? undefined : { headers };
  const signed = Object.keys(headers).length === 0 ? undefined : { signedHeaders: headers };
  explanation.value = {
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
