import type { BatchItem } from '@ossferry/downloader-node';

/** An item of a manifest, ready to be downloaded. */
export interface ListedItem extends BatchItem {
  /** Its destination as the manifest has it. */
  readonly name: string;
  readonly line: number;
}
