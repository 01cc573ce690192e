import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { texts } from '../state/language.ts';
import { mainButtonId } from './download-actions.tsx';
import { DownloadCard } from './download-card.tsx';
import { downloading } from './download-state.ts';
import { downloadUrl } from './downloading.ts';
import { UrlForm, urlFieldId } from './url-form.tsx';

export function DownloadTab(): JSX.Element {
  const words = texts.value.download;
  const current = downloading.value;
  const focused = useRef<Element | null>(null);
  // The focused element may have disappeared with the last state; the next Tab would start at the top of the page.
  useLayoutEffect(() => {
    if (focused.current?.isConnected !== false || document.activeElement !== document.body) return;
    focused.current = null;
    document.getElementById(document.getElementById(mainButtonId) === null ? urlFieldId : mainButtonId)?.focus();
  }, [current]);
  return (
    <div
      class="single"
      onFocusIn={({ target }) => {
        focused.current = target as Element;
      }}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {current.state === 'elsewhere' && (
        <p class="note" role="status">
          {words.elsewhere(current.job.fileName)}
        </p>
      )}
      {current.state === 'empty' || current.state === 'elsewhere' ? (
        <UrlForm submit={words.submit} hint={words.urlHint} onUrl={downloadUrl} />
      ) : (
        <DownloadCard current={current} />
      )}
    </div>
  );
}
