import type { JSX } from 'preact';
import { texts } from '../state/language.ts';
import { DownloadCard } from './download-card.tsx';
import { downloading, downloadUrl } from './downloading.ts';
import { UrlForm } from './url-form.tsx';

export function DownloadTab(): JSX.Element {
  const words = texts.value.download;
  const current = downloading.value;
  return (
    <div class="narrow">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {current.state === 'empty' ? (
        <UrlForm submit={words.submit} onUrl={downloadUrl} />
      ) : (
        <DownloadCard current={current} />
      )}
    </div>
  );
}
