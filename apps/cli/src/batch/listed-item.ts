import type { BatchItem } from '@ossferry/downloader-node';

/** An item of a manifest, ready to be downloaded. */
export interface ListedItem extends BatchItem {
  /** The destination as written in the manifest. */
  readonly name: string;
  readonly line: number;
}
