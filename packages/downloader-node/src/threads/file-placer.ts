import { placeFile } from '../workspace/place-file.ts';
import { type PlacerThread, startPlacerThread } from './placer-thread.ts';

/** Places files as {@link placeFile} does. */
export interface FilePlacer {
  readonly place: typeof placeFile;
  /** Ends the thread. No file may be under way. */
  readonly close: () => void;
}

/** With fewer files than these, a thread takes longer to start than it saves. */
const threadPaysFromFiles = 100;

/**
 * Places the many small files of a batch in a thread of its own: their system calls would take a third of the time of the
 * thread that talks to the network. The calling thread does it until that one is ready, and when it is lost, and where
 * the bytes are in memory of its own.
 */
export function createFilePlacer(start: () => PlacerThread | undefined = startPlacerThread): FilePlacer {
  let files = 0;
  let thread: PlacerThread | undefined;
  return {
    place(bytes, place) {
      files += 1;
      if (files === threadPaysFromFiles) thread = start();
      const placer = thread?.isReady() && bytes.buffer instanceof SharedArrayBuffer ? thread.place : placeFile;
      return placer(bytes, place);
    },
    close: () => thread?.close(),
  };
}
