import { join } from 'node:path';

/** Where foreign clients are installed and built; git does not see it. */
export const cacheFolder: string = join(import.meta.dirname, '../.cache');
