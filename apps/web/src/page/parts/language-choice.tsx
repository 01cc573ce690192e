import type { JSX } from 'preact';
import { chooseLanguage, type Language, language, languages, texts } from '../state/language.ts';

export function LanguageChoice(): JSX.Element {
  return (
    <select
      class="compact"
      aria-label={texts.value.language}
      value={language.value}
      onChange={({ currentTarget }) => chooseLanguage(currentTarget.value as Language)}
    >
      {Object.entries(languages).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  );
}
