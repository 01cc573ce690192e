import { join } from 'node:path';

/** The folder for installed and built clients, which git ignores. */
export const cacheFolder: string = join(import.meta.dirname, '../.cache');
