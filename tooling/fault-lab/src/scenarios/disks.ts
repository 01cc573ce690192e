import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../run-program.ts';

/** Says why disks of our own cannot be had, when they cannot. */
export function needsRoot(): string | undefined {
  if (process.platform !== 'linux') return 'mounting a small disk is done for Linux only';
  return process.getuid?.() === 0 ? undefined : 'mounting a small disk needs root';
}

/** Puts a disk of so many MiB in the place of the folder; the returned function makes it large. */
export async function mountSmallDisk(folder: string, sizeMib: number): Promise<() => Promise<void>> {
  await mount(folder, `size=${sizeMib}m`);
  return async () => {
    await rm(join(folder, ballast), { force: true });
    await mount(folder, 'remount,size=256m');
  };
}

/** Puts a disk that takes no writes in the place of the folder; the returned function opens it. */
export async function mountSealedDisk(folder: string): Promise<() => Promise<void>> {
  await mount(folder, 'size=256m,ro');
  return () => mount(folder, 'remount,rw');
}

const ballast = 'ballast';

/** Leaves 4 MiB of what is free. */
export async function fillDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  await writeFile(join(folder, ballast), Buffer.alloc(Math.max(0, bavail * bsize - 4 * 1024 * 1024)));
}

export async function unmount(folder: string): Promise<void> {
  await runProgram(['umount', '--lazy', folder]);
}

async function mount(folder: string, options: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { exitCode, stderr } = await runProgram(['mount', '-t', 'tmpfs', '-o', options, 'none', folder]);
  if (exitCode !== 0) throw new Error(`mount: ${stderr}`);
}
