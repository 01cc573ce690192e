import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { texts } from '../state/language.ts';

/** A button that copies a text to the clipboard. If the clipboard is not available, it shows the text, selected. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): JSX.Element {
  const outcome = useSignal<'copied' | 'notCopied'>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      outcome.value = 'copied';
      setTimeout(() => {
        if (outcome.value === 'copied') outcome.value = undefined;
      }, 2_000);
    } catch {
      outcome.value = 'notCopied';
    }
  };
  const message = outcome.value && texts.value[outcome.value];
  return (
    <>
      <button type="button" class="quiet" onClick={copy}>
        {outcome.value === 'copied' ? message : texts.value.copy}
        <span class="visually-hidden">: {what}</span>
      </button>
      <span class={outcome.value === 'notCopied' ? 'muted manual-copy' : 'visually-hidden'} role="status">
        {message}
      </span>
      {outcome.value === 'notCopied' && (
        <textarea class="manual-copy" aria-label={what} readOnly rows={3} ref={select}>
          {text}
        </textarea>
      )}
    </>
  );
}

function select(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.select();
}
