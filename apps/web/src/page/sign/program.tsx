import { redactUrl } from '@ossferry/contract';
import { type SnippetLanguage, snippet, snippetLanguages } from '@ossferry/snippets';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { CopyButton } from '../parts/copy-button.tsx';
import { Failure } from '../parts/failure.tsx';
import { toFailureFacts } from '../parts/failure-facts.ts';
import { Field } from '../parts/field.tsx';
import { texts } from '../state/language.ts';
import type { Signed } from './signing.ts';

/** A program that downloads the URL, in a chosen language. It is shown with a masked URL; the copy is not masked. */
export function Program({ signed }: { readonly signed: Signed }): JSX.Element {
  const words = texts.value.sign;
  const chosen = useSignal<SnippetLanguage>('curl');
  return (
    <div class="stack">
      <Field id="program-language" label={words.programLanguage}>
        <select
          id="program-language"
          value={chosen.value}
          onChange={({ currentTarget }) => {
            chosen.value = currentTarget.value as SnippetLanguage;
          }}
        >
          {snippetLanguages.map(({ language, title }) => (
            <option key={language} value={language}>
              {title}
            </option>
          ))}
        </select>
      </Field>
      <Code signed={signed} language={chosen.value} />
    </div>
  );
}

function Code({ signed, language }: { readonly signed: Signed; readonly language: SnippetLanguage }): JSX.Element {
  const words = texts.value.sign;
  try {
    const program = snippet(signed, language);
    return (
      <div class="code">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard */}
        <pre tabIndex={0} translate={false}>
          <code>{snippet({ ...signed, url: redactUrl(signed.url) }, language)}</code>
        </pre>
        <CopyButton text={program} what={words.program} />
      </div>
    );
  } catch (error) {
    return <Failure failure={toFailureFacts(error)} sentence={words.noProgram} />;
  }
}
