import { texts } from '../state/language.ts';
import { type ActiveDownload, progress, waiting } from './download-state.ts';

/** The state of a download in words. */
export function labelOf(current: ActiveDownload): string {
  const words = texts.value.download;
  if (current.state === 'running') {
    if (waiting.value !== undefined) return words.waiting[waiting.value];
    return progress.value === undefined ? words.starting : words.running;
  }
  if (current.state === 'complete') return current.result.verified === 'crc64' ? words.verified : words.complete;
  return words[current.state];
}
