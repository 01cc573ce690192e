import { effect } from '@preact/signals';
import { downloading, progress } from './download/download-state.ts';
import { texts } from './state/language.ts';
import { tab } from './state/tab.ts';

/** Keeps the title of the page up to date. It shows the progress of a running download, visible from other tabs. */
export function updateTitle(): void {
  effect(() => {
    document.title = `${titleOf()} – Ossferry`;
  });
}

function titleOf(): string {
  const { value } = downloading;
  if (value.state !== 'running') return texts.value.tabs[tab.value];
  const { durableBytes = 0, totalBytes = 0 } = progress.value ?? {};
  const percent = Math.floor((durableBytes / Math.max(1, totalBytes)) * 100);
  return `${percent}% – ${value.job.fileName}`;
}
