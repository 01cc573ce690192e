import { describe, expect, it } from 'vitest';
import { diskError } from './disk-error.ts';

describe('diskError', () => {
  it.each([
    ['EACCES', 'DestinationForbidden', 'mode'],
    ['ERR_ACCESS_DENIED', 'DestinationForbidden', '--allow-fs-write'],
    ['EMFILE', 'TooManyFiles', 'ulimit -n'],
    ['ENFILE', 'TooManyFiles', 'ulimit -n'],
    ['EFBIG', 'DiskFailed', 'ulimit -f'],
    ['EBUSY', 'DiskFailed', 'mount its folder'],
    ['EIO', 'DiskFailed', 'cause'],
  ])('behavior: %s is %s, and says what to do', (systemCode, code, advice) => {
    const cause = Object.assign(new Error('m'), { code: systemCode });
    expect(diskError(cause, 'file')).toMatchObject({ code, cause, advice: expect.stringContaining(advice) });
  });
});
