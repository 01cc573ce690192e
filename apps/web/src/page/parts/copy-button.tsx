import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { texts } from '../state/language.ts';

/** A button that puts a text on the clipboard, and says that it did. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): JSX.Element {
  const isCopied = useSignal(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    isCopied.value = true;
    setTimeout(() => {
      isCopied.value = false;
    }, 2_000);
  };
  return (
    <button type="button" class="quiet" onClick={copy} aria-label={`${texts.value.copy}: ${what}`}>
      <span aria-live="polite">{isCopied.value ? texts.value.copied : texts.value.copy}</span>
    </button>
  );
}
