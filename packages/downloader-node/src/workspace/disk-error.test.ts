import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { diskError } from './disk-error.ts';

describe('diskError', () => {
  it.each([
    ['EACCES', 'DestinationForbidden', 'permissions'],
    ['ERR_ACCESS_DENIED', 'DestinationForbidden', '--allow-fs-write'],
    ['EMFILE', 'TooManyFiles', 'ulimit -n'],
    ['ENFILE', 'TooManyFiles', 'ulimit -n'],
    ['EFBIG', 'DiskFailed', 'ulimit -f'],
    ['EBUSY', 'DiskFailed', 'mount its folder'],
    ['EIO', 'DiskFailed', 'Check the disk'],
    ['ENODEV', 'DiskFailed', 'cause'],
  ])('behavior: %s is %s, with advice', (systemCode, code, advice) => {
    const cause = Object.assign(new Error('m'), { code: systemCode });
    expect(diskError(cause, 'file')).toMatchObject({ code, cause, advice: expect.stringContaining(advice) });
  });

  it('behavior: only the end of a very long path is shown', () => {
    const cause = Object.assign(new Error('m'), { code: 'ENAMETOOLONG' });
    const { message } = diskError(cause, `${'folder/'.repeat(5000)}file`);
    expect(message).toMatch(/^"….*folder\/file" has a name that is too long\./);
    expect(message.length).toBeLessThan(300);
  });

  it('behavior: ENOSPC is DiskFull', () => {
    const cause = Object.assign(new Error('m'), { code: 'ENOSPC' });
    expect(diskError(cause, 'file')).toMatchObject({ code: 'DiskFull' });
  });

  it.skipIf(process.platform === 'win32')('behavior: an exceeded quota is DiskFull', () => {
    // Node has no name for this error.
    const cause = Object.assign(new Error('m'), { code: 'UNKNOWN', errno: -constants.errno.EDQUOT });
    expect(diskError(cause, 'file')).toMatchObject({ code: 'DiskFull' });
  });
});
