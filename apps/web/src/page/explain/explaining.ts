import type { Texts as DiagnoseTexts, Finding, UrlReport } from '@ossferry/diagnose';
import type { PresignedUrl } from '@ossferry/downloader-browser';
import { effect, type Signal, signal } from '@preact/signals';
import { findUrlMistake, type UrlMistake } from '../parts/find-url-mistake.ts';
import { type Language, language } from '../state/language.ts';
import { exampleUrl, exampleXml } from './example.ts';

/** What the fields hold. */
export const url: Signal<string> = signal('');
export const xml: Signal<string> = signal('');

/** Why OSS cannot be asked with what the field holds. */
export const mistake: Signal<UrlMistake | undefined> = signal();

/** What OSS answered when it was asked from here: a status, or that a page cannot know. */
export const answered: Signal<number | 'asking' | 'unreadable' | undefined> = signal();

export interface Explanation {
  readonly findings: readonly Finding[];
  readonly report: UrlReport;
  readonly labels: DiagnoseTexts['labels'];
}

export const explanation: Signal<Explanation | undefined> = signal();

interface Case {
  readonly url: string;
  readonly errorXml: string | undefined;
  readonly status: number | undefined;
}

const explained: Signal<Case | undefined> = signal();

/** The answer in the field belongs to the URL in the other one: it was filled in, or they were explained together. */
let isAnswerOfUrl = false;

/** Takes what is typed as the URL; the answer to another one is no longer of use. */
export function typeUrl(text: string): void {
  url.value = text;
  if (isAnswerOfUrl) typeXml('');
  mistake.value = undefined;
  answered.value = undefined;
  explained.value = undefined;
}

/** Takes what is typed as the answer. */
export function typeXml(text: string): void {
  xml.value = text;
  answered.value = undefined;
  isAnswerOfUrl = false;
}

/** Explains what the fields hold, and again when the language changes. */
export function explainFields(): void {
  const status = typeof answered.value === 'number' ? answered.value : undefined;
  isAnswerOfUrl = true;
  explained.value = { url: url.value.trim(), errorXml: xml.value.trim() || undefined, status };
}

/** Puts a URL into the field, asks OSS why it refuses it, and explains. Nothing is sent when this page may not. */
export async function explainUrl({ url: failing, signedHeaders = {} }: PresignedUrl): Promise<void> {
  const asked = failing.trim();
  typeUrl(asked);
  typeXml('');
  mistake.value = findUrlMistake(asked);
  if (mistake.value !== undefined) return;
  answered.value = 'asking';
  const answer = await askOss(asked, signedHeaders);
  if (url.value !== asked) return; // Something else was entered meanwhile.
  answered.value = answer.status;
  xml.value = answer.body;
  explainFields();
}

/** Puts in a URL that ended long ago, and what OSS says of it. */
export function fillExample(): void {
  typeUrl(exampleUrl);
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
  const { url: failing, errorXml, status } = subject;
  if (subject !== explained.value) return;
  const response = status === undefined ? undefined : { status, headers: {}, body: errorXml ?? '' };
  explanation.value = {
    findings: explain({ url: failing, errorXml, response, texts }),
    report: inspectUrl(failing, { texts }),
    labels: texts.labels,
  };
}

const loadTexts: Readonly<Record<Language, () => Promise<DiagnoseTexts>>> = {
  en: async () => (await import('@ossferry/diagnose/texts/en')).en,
  zh: async () => (await import('@ossferry/diagnose/texts/zh')).zh,
  ja: async () => (await import('@ossferry/diagnose/texts/ja')).ja,
};
