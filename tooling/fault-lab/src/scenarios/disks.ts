import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../run-program.ts';

/** Returns why small disks cannot be mounted, or `undefined` if they can. Mounting needs Linux and root. */
export function diskSkipReason(): string | undefined {
  if (process.platform !== 'linux') return 'small disks can only be mounted on Linux';
  const folder = mkdtempSync(join(tmpdir(), 'ossferry-disk-'));
  try {
    const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder], {
      encoding: 'utf8',
    });
    if (status !== 0) return `cannot mount a small disk (${stderr?.trim() ?? 'no mount'})`;
    spawnSync('umount', [folder]);
    return undefined;
  } finally {
    rmdirSync(folder);
  }
}

/** Mounts a small disk on the folder; the returned function enlarges it. */
export async function mountSmallDisk(folder: string, sizeMib: number): Promise<() => Promise<void>> {
  await mount(folder, `size=${sizeMib}m`);
  return async () => {
    await rm(join(folder, ballast), { force: true });
    await mount(folder, 'remount,size=256m');
  };
}

/** Mounts a read-only disk on the folder; the returned function makes it writable. */
export async function mountReadOnlyDisk(folder: string): Promise<() => Promise<void>> {
  await mount(folder, 'size=256m,ro');
  return () => mount(folder, 'remount,rw');
}

const ballast = 'ballast';

/** Fills the disk up to 4 MiB, or completely if the download uses the rest first. */
export async function fillDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const bytes = Buffer.alloc(Math.max(0, bavail * bsize - 4 * 1024 * 1024));
  await writeFile(join(folder, ballast), bytes).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOSPC') throw error;
  });
}

export async function unmount(folder: string): Promise<void> {
  await runProgram(['umount', '--lazy', folder]);
}

async function mount(folder: string, options: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { exitCode, stderr } = await runProgram(['mount', '-t', 'tmpfs', '-o', options, 'none', folder]);
  if (exitCode !== 0) throw new Error(`mount: ${stderr}`);
}
