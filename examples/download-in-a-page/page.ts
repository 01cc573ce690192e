import { sourceFromSigningServer } from '@ossferry/client/handler';
import { createProgressMeter, discardDownload, download, saveFile, toOpfs } from '@ossferry/downloader-browser';

const find = <T extends Element>(selector: string): T => document.querySelector<T>(selector) as T;
const form = find<HTMLFormElement>('form');
const input = find<HTMLInputElement>('input');
const button = find<HTMLButtonElement>('button');
const progress = find<HTMLProgressElement>('progress');
const output = find<HTMLOutputElement>('output');

/** The running download; aborting it pauses it. */
let running: AbortController | undefined;

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (running !== undefined) return running.abort();
  const stop = new AbortController();
  running = stop;
  button.textContent = 'Pause';
  try {
    output.value = await save(input.value, stop.signal);
  } catch (error) {
    output.value = stop.signal.aborted ? 'Paused.' : String((error as Error).message);
  } finally {
    running = undefined;
    button.textContent = 'Download';
  }
});

async function save(key: string, signal: AbortSignal): Promise<string> {
  const destination = toOpfs(key); // Objects in different folders may have the same name.
  const measure = createProgressMeter();
  const { file, verified, resumedBytes } = await download(
    sourceFromSigningServer('/sign', { bucket: 'examplebucket', key, cacheControl: 'no-store' }),
    destination,
    {
      signal,
      overwrite: true,
      workerUrl: '/download-worker.js',
      onEvent(event) {
        if (event.type === 'retry') output.value = 'Retrying…';
        if (event.type !== 'progress') return;
        const { durableBytes, totalBytes, bytesPerSecond } = measure(event);
        progress.max = totalBytes;
        progress.value = durableBytes;
        output.value = `${(bytesPerSecond / 1e6).toFixed(1)} MB/s`;
      },
    },
  );
  progress.value = progress.max;
  saveFile(file, key.split('/').at(-1) ?? key);
  // Only after the browser has copied it to its downloads.
  setTimeout(() => discardDownload(destination).catch(console.error), 60_000);
  return `Saved, verified by ${verified}; ${resumedBytes} bytes were resumed.`;
}
