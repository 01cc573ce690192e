import { redactUrl } from '@ossferry/contract';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { texts } from '../state/language.ts';
import { CopyButton } from './copy-button.tsx';

/** A presigned URL, masked until the user reveals it. The copy is not masked. */
export function SecretUrl({ url, label }: { readonly url: string; readonly label: string }): JSX.Element {
  const isShown = useSignal(false);
  const { show, hide } = texts.value;
  return (
    <section class="secret" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by keyboard */}
      <code class="url" tabIndex={0} data-testid="url">
        {isShown.value ? url : redactUrl(url)}
      </code>
      <div class="row">
        <CopyButton text={url} what={label} />
        <button
          type="button"
          class="quiet"
          data-testid="show-url"
          onClick={() => {
            isShown.value = !isShown.value;
          }}
        >
          {isShown.value ? hide : show}
          <span class="visually-hidden">: {label}</span>
        </button>
      </div>
    </section>
  );
}
