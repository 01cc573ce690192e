import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../failure-of.test-support.ts';
import { type ReadSecretFileOptions, readSecretFile } from './read-secret-file.ts';
import { temporaryHome } from './temporary-home.test-support.ts';

function collecting(): { readonly warnings: string[]; readonly options: ReadSecretFileOptions } {
  const warnings: string[] = [];
  return { warnings, options: { source: 'test', isExplicit: false, onWarning: (message) => warnings.push(message) } };
}

describe.skipIf(process.platform === 'win32')('readSecretFile', () => {
  it('default: no warning for a private file; removes a byte order mark', async () => {
    const { warnings, options } = collecting();
    expect(await readSecretFile(temporaryHome().write('file', '\uFEFFtext'), options)).toBe('text');
    expect(warnings).toEqual([]);
  });

  it('behavior: warns once about a file that others can read', async () => {
    const { warnings, options } = collecting();
    const file = temporaryHome().write('file', 'text', 0o644);
    await readSecretFile(file, options);
    await readSecretFile(file, options);
    expect(warnings).toEqual([
      `${file} contains secrets and can be read by users other than its owner. Run chmod 600 on it.`,
    ]);
  });

  it('option: readableByOthers', async () => {
    const { warnings, options } = collecting();
    const file = temporaryHome().write('file', 'text', 0o640);
    const error = await failureOf(readSecretFile(file, { ...options, readableByOthers: 'refuse' }));
    expect(error).toMatchObject({ code: 'FileUnsafe', absent: false });
    expect(await readSecretFile(file, { ...options, readableByOthers: 'allow' })).toBe('text');
    expect(warnings).toEqual([]);
  });

  it.each([0o666, 0o660, 0o622, 0o602])('error: a file that others can write (mode %o)', async (mode) => {
    const file = temporaryHome().write('file', 'SENTINEL', mode);
    const error = await failureOf(readSecretFile(file, collecting().options));
    expect(error).toMatchObject({ code: 'FileUnsafe', absent: false });
    expect(error.message).not.toContain('SENTINEL');
  });

  it('behavior: ignores the mode on Windows', async () => {
    const file = temporaryHome().write('file', 'text', 0o666);
    expect(await readSecretFile(file, { ...collecting().options, platform: 'win32' })).toBe('text');
  });

  it('behavior: follows a link to a safe file', async () => {
    const home = temporaryHome();
    const link = join(home.path, 'link');
    symlinkSync(home.write('file', 'text'), link);
    expect(await readSecretFile(link, collecting().options)).toBe('text');
  });

  it('error: a directory, a FIFO, a device and a huge file', async () => {
    const home = temporaryHome();
    const directory = join(home.path, 'directory');
    mkdirSync(directory);
    const fifo = join(home.path, 'fifo');
    execFileSync('mkfifo', ['-m', '600', fifo]);
    const huge = home.write('huge', '');
    truncateSync(huge, 2 ** 30);
    for (const path of [directory, fifo, '/dev/zero', huge]) {
      expect(await failureOf(readSecretFile(path, collecting().options))).toMatchObject({ code: 'FileUnsafe' });
    }
  });

  it('behavior: a file of 1 MiB is read, a larger one is refused', async () => {
    const home = temporaryHome();
    const text = 'x'.repeat(1_048_576);
    expect(await readSecretFile(home.write('file', text), collecting().options)).toBe(text);
    const error = await failureOf(readSecretFile(home.write('larger', `${text}x`), collecting().options));
    expect(error).toMatchObject({ code: 'FileUnsafe', message: expect.stringMatching(/is larger than 1 MiB\.$/) });
  });

  it('error: a link to itself cannot be read', async () => {
    const link = join(temporaryHome().path, 'link');
    symlinkSync(link, link);
    expect(await failureOf(readSecretFile(link, collecting().options))).toMatchObject({
      code: 'FileUnreadable',
      absent: false,
      message: `${link} cannot be read (ELOOP).`,
    });
  });

  it('error: a NUL character', async () => {
    const file = temporaryHome().write('file', 'SENTINEL\0');
    expect(await failureOf(readSecretFile(file, collecting().options))).toMatchObject({ code: 'InvalidFile' });
  });

  it('error: a missing file is absent unless it is named', async () => {
    const { options } = collecting();
    const path = join(temporaryHome().path, 'none', 'file');
    expect(await failureOf(readSecretFile(path, options))).toMatchObject({ code: 'FileMissing', absent: true });
    const named = await failureOf(readSecretFile(path, { ...options, isExplicit: true }));
    expect(named).toMatchObject({ code: 'FileMissing', absent: false });
  });
});
