import { openShared } from '../opfs-files.ts';
import type { SyncAccessHandle } from '../opfs-types.ts';
import type { FromFlusher, ToFlusher } from './messages.ts';

/** Runs in the flusher's worker. */
export function runFlusher(): void {
  const post = (message: FromFlusher): void => postMessage(message);
  let file: SyncAccessHandle | undefined;
  addEventListener('message', async ({ data: message }: MessageEvent<ToFlusher>) => {
    try {
      if (message.type === 'open') file = await openShared(message.data);
      else if (message.type === 'flush') file?.flush();
      else file?.close();
    } catch (error) {
      return post(message.type === 'flush' ? { type: 'failed', error } : { type: 'closed' });
    }
    post({ type: replies[message.type] });
  });
  post({ type: 'loaded' });
}

const replies = { open: 'ready', flush: 'flushed', close: 'closed' } as const;
