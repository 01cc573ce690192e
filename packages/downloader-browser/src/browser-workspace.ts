import type { Sink, Workspace } from '@ossferry/downloader-core';

/** A workspace with its sink and access to the finished file. */
export interface BrowserWorkspace extends Workspace {
  readonly sink: Sink;
  /** Opens the finished file; call it after `commit`. Absent if this origin cannot read the file. */
  readonly openFile?: (() => Promise<File>) | undefined;
}
