import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type FileWorkspace, openFileWorkspace } from './file-workspace.ts';
import { openWorkspace } from './open-workspace.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ossferry-'));
  return () => rm(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);
const read = (name: string) => readFile(at(name), 'utf8');
const names = async (name: string) => (await readdir(at(name))).sort();

/** Writes a file, and creates its parent folders. */
async function put(name: string, text: string): Promise<void> {
  await mkdir(dirname(at(name)), { recursive: true });
  await writeFile(at(name), text);
}

const isWindows = process.platform === 'win32';
const isRoot = process.geteuid?.() === 0;

/** Runs as another user, if this one may do that. */
async function asNobody(run: () => Promise<void>): Promise<void> {
  if (isRoot) process.seteuid?.(65_534);
  try {
    await run();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

/** The result of opening and releasing a workspace, like a download that gets a 404. */
async function openAndLeave(open: (destination: string) => Promise<FileWorkspace>): Promise<string> {
  try {
    await (await open(at('file'))).release();
    return 'opened';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe.each([
  ['openFileWorkspace', openFileWorkspace],
  ['openWorkspace', openWorkspace],
])('%s', (_, open) => {
  it.skipIf(isWindows).each([0o555, 0o000])(
    'error: DestinationForbidden names the workspace folder of another user (mode %i)',
    async (mode) => {
      await chmod(folder, 0o777);
      await mkdir(at('file.ossferry'), { mode });
      const message = expect.stringContaining('file.ossferry" is not writable');
      await asNobody(() => expect(open(at('file'))).rejects.toMatchObject({ code: 'DestinationForbidden', message }));
    },
  );

  it.runIf(isRoot)('error: WorkspaceForeign for the folder of another user in a sticky folder', async () => {
    await chmod(folder, 0o1777);
    await mkdir(at('file.ossferry'));
    await chmod(at('file.ossferry'), 0o777);
    await asNobody(async () => expect(await openAndLeave(open)).toBe('WorkspaceForeign'));
    expect(await names('file.ossferry')).toEqual([]);
    expect(await openAndLeave(open)).toBe('opened'); // The folder's owner.
  });

  // Windows may keep the names of open files.
  it.skipIf(isWindows).each([
    ['commit', false],
    ['commit', true],
    ['reset', false],
    ['replaceJournal', false],
  ] as const)('error: DiskFailed if the workspace is deleted (%s, keepChecksums: %s)', async (act, keep) => {
    const workspace = await open(at('file'), { keepChecksums: keep });
    await workspace.appendJournal(new Uint8Array(1));
    await rm(at('file.ossferry'), { recursive: true });
    await expect(workspace[act](new Uint8Array(1))).rejects.toMatchObject({
      code: 'DiskFailed',
      message: expect.stringContaining('was deleted'),
    });
    await workspace.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('error: FolderMissing if the working folder was deleted', async () => {
    const gone = vi.spyOn(process, 'cwd').mockImplementation(() => {
      throw Object.assign(new Error('uv_cwd'), { code: 'ENOENT' });
    });
    try {
      await expect(open('file')).rejects.toMatchObject({ code: 'FolderMissing' });
    } finally {
      gone.mockRestore();
    }
  });

  it('error: WorkspaceForeign does not change the folder', async () => {
    await put('file.ossferry/data', 'theirs too');
    await put('file.ossferry/thesis.txt', 'years of work');
    expect(await openAndLeave(open)).toBe('WorkspaceForeign');
    expect(await names('file.ossferry')).toEqual(['data', 'thesis.txt']);
    expect(await read('file.ossferry/data')).toBe('theirs too');
    expect(await read('file.ossferry/thesis.txt')).toBe('years of work');
  });

  it.each(['data', 'thesis.txt'])('error: WorkspaceForeign for a link to a folder with %s', async (name) => {
    await put(`elsewhere/${name}`, 'theirs');
    await symlink('elsewhere', at('file.ossferry'));
    expect(await openAndLeave(open)).toBe('WorkspaceForeign');
    expect(await names('elsewhere')).toEqual([name]);
    expect(await read(`elsewhere/${name}`)).toBe('theirs');
    expect((await lstat(at('file.ossferry'))).isSymbolicLink()).toBe(true);
  });

  it.each(['data', 'journal', 'journal.next', 'lock'])('error: WorkspaceForeign if %s is a link', async (name) => {
    await put('elsewhere', 'theirs');
    await mkdir(at('file.ossferry'));
    await symlink('../../elsewhere', at(`file.ossferry/${name}`));
    expect(await openAndLeave(open)).toBe('WorkspaceForeign');
    expect(await names('file.ossferry')).toEqual([name]);
    expect(await read('elsewhere')).toBe('theirs');
  });

  it('error: WorkspaceForeign if data is a folder', async () => {
    await put('file.ossferry/data/thesis.txt', 'years of work');
    expect(await openAndLeave(open)).toBe('WorkspaceForeign');
    expect(await read('file.ossferry/data/thesis.txt')).toBe('years of work');
  });

  it('error: WorkspaceForeign names the other file, with advice', async () => {
    await put('file.ossferry/thesis.txt', 'years of work');
    await expect(open(at('file'))).rejects.toMatchObject({
      phase: 'disk',
      message: expect.stringMatching(/needs the folder ".*file\.ossferry", but it contains "thesis\.txt"/),
      advice: expect.stringContaining('Move it away'),
    });
  });

  it('error: WorkspaceForeign if a file has the name of the folder, which is kept', async () => {
    await put('file.ossferry', 'theirs');
    expect(await openAndLeave(open)).toBe('WorkspaceForeign');
    expect(await read('file.ossferry')).toBe('theirs');
  });

  it('behavior: files of killed runs are accepted, and deleted if they are useless', async () => {
    for (const name of [
      'data',
      'journal',
      'journal.next',
      'lock',
      'lock.4f1c',
      'lock.takeover',
      'lock.takeover.4f1c',
    ]) {
      await put(`file.ossferry/${name}`, '');
      await utimes(at(`file.ossferry/${name}`), 1, 1); // Old locks without content.
    }
    expect(await openAndLeave(open)).toBe('opened');
    expect(await names('.')).toEqual([]);
  });

  it('behavior: files of the operating system are accepted', async () => {
    for (const name of ['data', '._data', '._lock', '.DS_Store', 'Thumbs.db']) await put(`file.ossferry/${name}`, '');
    expect(await openAndLeave(open)).toBe('opened');
  });

  it('behavior: data of the previous run is found again', async () => {
    await put('file.ossferry/data', 'half');
    await put('file.ossferry/journal', 'a record\n');
    const workspace = await open(at('file'));
    expect(Buffer.from(await workspace.readJournal()).toString()).toBe('a record\n');
    expect(Buffer.from(await workspace.read(0, 4)).toString()).toBe('half');
    await workspace.sink.write(Buffer.from('H'), 0);
    await workspace.appendJournal(Buffer.from('another\n'));
    await workspace.release();
    expect(await names('file.ossferry')).toEqual(['data', 'journal']);
    expect(await read('file.ossferry/data')).toBe('Half');
    expect(await read('file.ossferry/journal')).toBe('a record\nanother\n');
  });
});

describe('openFileWorkspace', () => {
  it('option: suffix names the folder, which is refused if it contains other files', async () => {
    const open = (path: string) => openFileWorkspace(path, { suffix: '.ossferry-repair' });
    await put('file.ossferry/thesis.txt', 'years of work');
    expect(await openAndLeave(open)).toBe('opened');
    await put('file.ossferry-repair/thesis.txt', 'years of work');
    expect(await openAndLeave(open)).toBe('WorkspaceForeign');
    expect(await names('file.ossferry-repair')).toEqual(['thesis.txt']);
  });

  it('behavior: a run with records keeps all files for the next one, a run without records keeps none', async () => {
    const first = await openFileWorkspace(at('file'));
    await first.sink.write(Buffer.from('half'), 0);
    await first.release();
    expect(await names('.')).toEqual([]);
    const second = await openFileWorkspace(at('file'));
    await second.sink.write(Buffer.from('half'), 0);
    await second.appendJournal(Buffer.from('a record\n'));
    await second.release();
    expect([await read('file.ossferry/data'), await read('file.ossferry/journal')]).toEqual(['half', 'a record\n']);
  });

  it.skipIf(isWindows)('default: other users can neither read nor replace the data', async () => {
    const workspace = await openFileWorkspace(at('file'));
    expect((await lstat(at('file.ossferry'))).mode & 0o777).toBe(0o700);
    await workspace.release();
  });

  it.skipIf(process.platform === 'win32')('behavior: a resumed workspace is closed to other users', async () => {
    await put('file.ossferry/data', 'half');
    await put('file.ossferry/journal', 'a record\n');
    await chmod(at('file.ossferry'), 0o755);
    const workspace = await openFileWorkspace(at('file'));
    expect((await lstat(at('file.ossferry'))).mode & 0o777).toBe(0o700);
    await workspace.release();
    expect(await read('file.ossferry/data')).toBe('half');
  });

  it('behavior: records are appended to a replaced journal', async () => {
    const workspace = await openFileWorkspace(at('file'));
    await workspace.appendJournal(Buffer.from('old\n'));
    await workspace.replaceJournal(Buffer.from('new\n'));
    await workspace.appendJournal(Buffer.from('next\n'));
    await workspace.release();
    expect(await names('file.ossferry')).toEqual(['data', 'journal']);
    expect(await read('file.ossferry/journal')).toBe('new\nnext\n');
  });

  it('behavior: a reset deletes all bytes and records', async () => {
    await put('file.ossferry/data', 'half');
    await put('file.ossferry/journal', 'a record\n');
    const workspace = await openFileWorkspace(at('file'));
    await expect(workspace.reset()).resolves.toBe(true);
    expect([await workspace.readJournal(), await workspace.read(0, 4)].map(({ length }) => length)).toEqual([0, 0]);
    await workspace.release();
    expect(await names('.')).toEqual([]);
  });

  it('behavior: a file that became a destination before a crash is not written to', async () => {
    await put('file.ossferry/data', 'whole');
    await put('file.ossferry/journal', 'a record\n');
    await link(at('file.ossferry/data'), at('file'));
    const workspace = await openFileWorkspace(at('file'), { overwrite: true });
    expect(await workspace.readJournal()).toHaveLength(0);
    await workspace.sink.write(Buffer.from('half'), 0);
    expect(await read('file')).toBe('whole');
    await workspace.release();
    expect(await names('.')).toEqual(['file']);
  });

  it.skipIf(isWindows)('error: a failed commit leaves data that can be resumed', async () => {
    const workspace = await openFileWorkspace(at('file'), { overwrite: true });
    const before = (await lstat(workspace.dataPath)).mode;
    await mkdir(at('file'), { mode: 0o555 });
    await expect(workspace.commit()).rejects.toMatchObject({ phase: 'disk' });
    expect((await lstat(workspace.dataPath)).mode).toBe(before);
    await workspace.release();
  });

  it('option: keepChecksums is refused before the download if it would replace another file', async () => {
    await put('file.ossferry-checksums', 'notes');
    await expect(openFileWorkspace(at('file'), { keepChecksums: true })).rejects.toMatchObject({
      code: 'DestinationExists',
    });
    expect([await names('.'), await read('file.ossferry-checksums')]).toEqual([['file.ossferry-checksums'], 'notes']);
  });

  it('option: keepChecksums leaves none of its files if another program created the destination', async () => {
    const workspace = await openFileWorkspace(at('file'), { keepChecksums: true });
    await put('file', 'theirs');
    await expect(workspace.commit()).rejects.toMatchObject({ code: 'DestinationExists' });
    await workspace.release();
    expect([await names('.'), await read('file')]).toEqual([['file'], 'theirs']);
  });

  it('error: DiskFull before the download, considering only missing bytes', async () => {
    const workspace = await openFileWorkspace(at('file'));
    await expect(workspace.reserve(2 ** 60, 2 ** 60)).rejects.toMatchObject({ code: 'DiskFull' });
    await workspace.reserve(2 ** 20, 0);
    expect((await lstat(at('file.ossferry/data'))).size).toBe(2 ** 20);
    await workspace.release();
  });

  it.runIf(process.platform === 'linux')('behavior: no file stays open', async () => {
    const openFiles = async () => (await readdir('/proc/self/fd')).length;
    const before = await openFiles();
    for (let run = 0; run < 20; run += 1) {
      const workspace = await openFileWorkspace(at('file'));
      await workspace.replaceJournal(Buffer.from('a record\n'));
      await workspace.release();
    }
    expect(await openFiles()).toBeLessThan(before + 20);
  });

  it('behavior: other files created in the folder in the meantime are kept', async () => {
    const workspace = await openFileWorkspace(at('file'));
    await put('file.ossferry/thesis.txt', 'years of work');
    await put('file.ossferry/folder/thesis.txt', 'years of work');
    await workspace.release();
    expect(await names('file.ossferry')).toEqual(['folder', 'thesis.txt']);
    expect(await names('file.ossferry/folder')).toEqual(['thesis.txt']);
  });

  it.skipIf(isWindows)('behavior: a link created in the meantime is not followed', async () => {
    await put('elsewhere', 'theirs');
    const workspace = await openFileWorkspace(at('file'));
    await symlink('../../elsewhere', at('file.ossferry/journal.next'));
    await expect(workspace.replaceJournal(Buffer.from('ours'))).rejects.toMatchObject({ phase: 'disk' });
    await workspace.release();
    expect(await read('elsewhere')).toBe('theirs');
    expect(await names('.')).toEqual(['elsewhere']);
  });
});
