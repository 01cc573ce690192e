import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { en } from '../texts/en.ts';
import { ja } from '../texts/ja.ts';
import type { Texts } from '../texts/texts.ts';
import { zh } from '../texts/zh.ts';
import { readStored, writeStored } from './stored.ts';

export type Language = 'en' | 'zh' | 'ja';

/** The languages of the page and their native names. */
export const languages: Readonly<Record<Language, string>> = { en: 'English', zh: '中文', ja: '日本語' };

const storageKey = 'language';
const textsOf: Readonly<Record<Language, Texts>> = { en, zh, ja };

/** The language of the page: the stored choice, or the first supported language of the browser. */
export const language: Signal<Language> = signal(preferredLanguage());

/** The texts in the language of the page. */
export const texts: ReadonlySignal<Texts> = computed(() => textsOf[language.value]);

/** Keeps the `lang` attribute up to date, for screen readers and fonts. */
export function applyLanguage(): void {
  effect(() => {
    document.documentElement.lang = language.value;
  });
}

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  writeStored(storageKey, chosen);
}

function preferredLanguage(): Language {
  const wanted = [readStored(storageKey) ?? '', ...navigator.languages];
  const found = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => Object.hasOwn(languages, tag));
  return (found as Language | undefined) ?? 'en';
}
