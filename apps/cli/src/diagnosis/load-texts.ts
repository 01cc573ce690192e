import type { Texts } from '@ossferry/diagnose';
import { Option } from 'commander';
import type { Shell } from '../shell.ts';

/** The languages of diagnoses. */
export const languages = ['en', 'zh', 'ja'] as const;

export type Language = (typeof languages)[number];

/** The option `--lang`. */
export function languageOption(): Option {
  return new Option('--lang <language>', 'language of the output (env: LC_ALL, LC_MESSAGES, LANG)').choices(languages);
}

/** Chooses a language as POSIX does: `LC_ALL`, then `LC_MESSAGES`, then `LANG`; English if none of ours matches. */
export function chooseLanguage(requested: Language | undefined, { env }: Pick<Shell, 'env'>): Language {
  if (requested !== undefined) return requested;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return languages.find((language) => locale.toLowerCase().startsWith(language)) ?? 'en';
}

/** Loads only the texts of one language. */
export async function loadTexts(requested: Language | undefined, shell: Shell): Promise<Texts> {
  switch (chooseLanguage(requested, shell)) {
    case 'zh':
      return (await import('@ossferry/diagnose/texts/zh')).zh;
    case 'ja':
      return (await import('@ossferry/diagnose/texts/ja')).ja;
    default:
      return (await import('@ossferry/diagnose/texts/en')).en;
  }
}
