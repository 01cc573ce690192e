import type { PresignedUrl } from '@ossferry/downloader-browser';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { explainUrl } from '../explain/explaining.ts';
import { isUrlRefusal, kindOf } from '../parts/failure-kind.ts';
import { texts } from '../state/language.ts';
import { openTab } from '../state/tab.ts';
import { confirmDiscard } from './discard-download.ts';
import type { ActiveDownload } from './download-state.ts';
import { needsUrl, pause, resume, startAgain } from './downloading.ts';
import { discardCurrent } from './restore-download.ts';
import { saveCompleteFile } from './save-complete-file.ts';

/** ID of the main button, whose action depends on the state. */
export const mainButtonId = 'download-main';

/** The buttons of a download. Each keeps its element in all states, so it keeps the focus. */
export function DownloadActions({ current }: { readonly current: ActiveDownload }): JSX.Element {
  const { state } = current;
  const words = texts.value.download;
  const main = mainActionOf(current);
  const isSettled = useSettled(current);
  const refused = state === 'failed' && isUrlRefusal(current.failure) ? current.used : undefined;
  const isSaved = state === 'complete' && current.isSaved;
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
          data-settled={isSettled}
          onClick={() => isSettled && main.act()}
        >
          {main.label}
        </button>
      )}
      {state !== 'running' && (
        <button key="discard" type="button" class="secondary" onClick={discard}>
          {state === 'complete' ? words.newDownload : words.discard}
        </button>
      )}
      <span key="saved" class="muted" role="status">
        {isSaved ? words.saved : ''}
      </span>
    </div>
  );
}

/** Clicks this soon after a change of the main button were meant for its previous action. */
const settleMs = 400;

function useSettled(current: ActiveDownload): boolean {
  const settled = useSignal<ActiveDownload>();
  useEffect(() => {
    const timer = setTimeout(() => {
      settled.value = current;
    }, settleMs);
    return () => clearTimeout(timer);
  }, [current]);
  return settled.value === current;
}

function mainActionOf(current: ActiveDownload): { readonly label: string; readonly act: () => void } | undefined {
  const { job, state } = current;
  const words = texts.value.download;
  if (state === 'running') return { label: words.pause, act: () => pause(job) };
  if (state === 'complete') return { label: words.save, act: () => saveCompleteFile(current) };
  if (needsUrl(job)) return undefined;
  if (state === 'paused') return { label: words.resume, act: () => resume(job) };
  // Resuming would always fail, since a file is never assembled from two versions.
  if (kindOf(current.failure) === 'changed') return { label: words.startAgain, act: () => startAgain(job) };
  return { label: words.retry, act: () => resume(job) };
}

function discard(): void {
  if (confirmDiscard()) discardCurrent();
}

function explain(refused: PresignedUrl): void {
  void explainUrl(refused);
  openTab('explain');
}
