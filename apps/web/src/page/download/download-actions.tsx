import type { PresignedUrl } from '@ossferry/downloader-browser';
import type { JSX } from 'preact';
import { explainUrl } from '../explain/explaining.ts';
import { texts } from '../state/language.ts';
import { openTab } from '../state/tab.ts';
import type { Shown } from './download-state.ts';
import { needsUrl, pause, resume } from './downloading.ts';
import { mayDropDownload, saveWhole } from './drop-download.ts';
import { discardShown } from './take-up.ts';

/** The main button of a download, whatever it does at the moment. */
export const mainButtonId = 'download-main';

/** What can be done with a download: buttons that stay what they are in all its states, so that the focus stays too. */
export function DownloadActions({ current }: { readonly current: Shown }): JSX.Element {
  const { state } = current;
  const words = texts.value.download;
  const main = mainActionOf(current);
  const refused = state === 'failed' ? current.refused : undefined;
  const isSaved = state === 'whole' && current.isSaved;
  return (
    <div class="row">
      {refused !== undefined && (
        <button key="explain" type="button" class="primary" onClick={() => explain(refused)}>
          {words.explain}
        </button>
      )}
      {main !== undefined && (
        <button
          key="main"
          id={mainButtonId}
          type="button"
          class={refused !== undefined || isSaved ? 'secondary' : 'primary'}
          onClick={main.act}
        >
          {main.label}
        </button>
      )}
      {state !== 'running' && (
        <button key="discard" type="button" class="secondary" onClick={state === 'whole' ? another : discardShown}>
          {state === 'whole' ? words.another : words.discard}
        </button>
      )}
      <span key="saved" class="muted" role="status">
        {isSaved ? words.saved : ''}
      </span>
    </div>
  );
}

function mainActionOf(current: Shown): { readonly label: string; readonly act: () => void } | undefined {
  const { job, state } = current;
  const words = texts.value.download;
  if (state === 'running') return { label: words.pause, act: () => pause(job) };
  if (state === 'whole') return { label: words.save, act: () => saveWhole(current) };
  if (needsUrl(job)) return undefined;
  return { label: state === 'paused' ? words.resume : words.retry, act: () => resume(job) };
}

function another(): void {
  if (mayDropDownload()) discardShown();
}

function explain(refused: PresignedUrl): void {
  void explainUrl(refused);
  openTab('explain');
}
