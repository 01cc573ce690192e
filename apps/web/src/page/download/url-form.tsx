import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Field, hintId } from '../parts/field.tsx';
import { texts } from '../state/language.ts';

/** Takes a URL. */
export function UrlForm(props: { readonly submit: string; readonly onUrl: (url: string) => void }): JSX.Element {
  const isWrong = useSignal(false);
  const words = texts.value.download;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = new FormData(event.currentTarget as HTMLFormElement).get('url') as string;
    isWrong.value = !/^https?:\/\/[^\s/]+\S*$/.test(text.trim()) || !URL.canParse(text.trim());
    if (!isWrong.value) props.onUrl(text.trim());
  };
  return (
    <form class="card stack" onSubmit={submit} noValidate>
      <Field id="download-url" label={words.url} hint={isWrong.value ? words.notUrl : undefined}>
        <textarea
          id="download-url"
          name="url"
          rows={4}
          required
          spellcheck={false}
          autocomplete="off"
          aria-invalid={isWrong.value}
          aria-describedby={isWrong.value ? hintId('download-url') : undefined}
        />
      </Field>
      <button type="submit" class="primary">
        {props.submit}
      </button>
    </form>
  );
}
