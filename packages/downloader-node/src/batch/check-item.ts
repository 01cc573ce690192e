import { OssError } from '@ossferry/contract';
import type { BatchItem } from './batch-item.ts';

/** Refuses what names no source or no file, with `InvalidItem`: lists come from files, and from code without types. */
export function checkItem(item: Partial<BatchItem> | null | undefined): void {
  const { source, destination } = item ?? {};
  if (source === undefined || source === null) throw invalidItem('source is missing', 'Give the URL of the object.');
  if (typeof destination === 'string') return;
  throw invalidItem(`destination is ${destination === undefined ? 'missing' : 'no path'}`, 'Give the path of a file.');
}

export function invalidItem(what: string, advice: string): OssError {
  return new OssError({ code: 'InvalidItem', phase: 'config', message: `The item's ${what}.`, advice });
}
