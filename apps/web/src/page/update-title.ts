import { effect } from '@preact/signals';
import { downloading, progress } from './download/download-state.ts';
import { labelOf } from './download/label-of.ts';
import { texts } from './state/language.ts';
import { tab } from './state/tab.ts';

/** Keeps the title of the page up to date. It shows the progress and the end of a download, visible from other tabs. */
export function updateTitle(): void {
  effect(() => {
    document.title = `${titleOf()} – Ossferry`;
  });
}

function titleOf(): string {
  const { value } = downloading;
  if (value.state === 'running') {
    const { durableBytes = 0, totalBytes = 0 } = progress.value ?? {};
    const percent = Math.floor((durableBytes / Math.max(1, totalBytes)) * 100);
    return `${percent}% – ${value.job.fileName}`;
  }
  const hasEnded = value.state === 'complete' || value.state === 'failed';
  return hasEnded && tab.value === 'download'
    ? `${labelOf(value)} – ${value.job.fileName}`
    : texts.value.tabs[tab.value];
}
