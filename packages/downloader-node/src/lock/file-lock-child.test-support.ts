import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { OssError } from '@ossferry/contract';
import { acquireFileLock } from './file-lock.ts';

/** Acquires the lock at `path` at the time `at`, so that all processes do it at once. */
export interface LockOrder {
  readonly path: string;
  readonly at: number;
}

const refuseLinks = (): void => {
  throw Object.assign(new Error('EPERM: no hard links here'), { code: 'EPERM' });
};

if (process.argv[2] === 'no-links') {
  fs.linkSync = refuseLinks;
  syncBuiltinESMExports();
}

// A process that acquires locks on request, keeps them, and responds with 'held' or the code of the error.
process.on('message', ({ path, at }: LockOrder) => {
  while (performance.timeOrigin + performance.now() < at);
  try {
    acquireFileLock(path);
    process.send?.('held');
  } catch (error) {
    process.send?.(OssError.isInstance(error) ? error.code : String(error));
  }
});
process.send?.('up');
