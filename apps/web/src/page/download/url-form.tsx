import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Field, hintId } from '../parts/field.tsx';
import { findUrlMistake, type UrlMistake } from '../parts/find-url-mistake.ts';
import { pastedUrl } from '../parts/pasted-url.ts';
import { submitOnEnter } from '../parts/submit-on-enter.ts';
import { urlPlaceholder } from '../parts/url-placeholder.ts';
import { texts } from '../state/language.ts';

export const urlFieldId = 'download-url';

interface UrlFormProps {
  readonly submit: string;
  readonly hint?: string | undefined;
  /** @default true */
  readonly isPrimary?: boolean | undefined;
  readonly onUrl: (url: string) => void;
}

/** A form for a URL that this page can fetch. */
export function UrlForm({ submit, hint, isPrimary = true, onUrl }: UrlFormProps): JSX.Element {
  const mistake = useSignal<UrlMistake>();
  const check = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('url') as HTMLTextAreaElement;
    const url = pastedUrl(field.value);
    mistake.value = findUrlMistake(url);
    if (mistake.value === undefined) onUrl(url);
    else field.focus();
  };
  return (
    <form class="card stack" onSubmit={check} noValidate>
      <Field
        id={urlFieldId}
        label={texts.value.download.url}
        hint={hint}
        mistake={mistake.value && texts.value[mistake.value]}
      >
        <textarea
          id={urlFieldId}
          name="url"
          rows={4}
          required
          spellcheck={false}
          autocomplete="off"
          aria-invalid={mistake.value !== undefined}
          placeholder={urlPlaceholder}
          onKeyDown={submitOnEnter}
          onInput={() => {
            mistake.value = undefined;
          }}
          aria-describedby={mistake.value || hint ? hintId(urlFieldId) : undefined}
        />
      </Field>
      <div class="row">
        <button type="submit" class={isPrimary ? 'primary' : 'secondary'}>
          {submit}
        </button>
      </div>
    </form>
  );
}
