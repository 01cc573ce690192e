import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { callProgram, type Program, runProgram } from './run-program.ts';

/** Runs a script in `clients/python`, which uses the official Python SDK V2. */
export type PythonSdk = <Output>(script: 'exercise.py' | 'presign.py', input: unknown) => Promise<Output>;

/** Installs the Python SDK for the scripts. Rejects if Python, pip or the network is not available. */
export async function preparePythonSdk(): Promise<PythonSdk> {
  const packages = await installPythonSdk();
  return (script, input) => callProgram(pythonProgram([join(scripts, script)], packages), input);
}

/**
 * Installs the Python SDK of `clients/python/requirements.txt` into a separate folder, unless the cache has it. Returns
 * the folder, for `PYTHONPATH`. Rejects if Python, pip or the network is not available.
 */
export async function installPythonSdk(): Promise<string> {
  const requirements = join(scripts, 'requirements.txt');
  const version = (
    await python(['-c', 'import platform; print(platform.python_version(), platform.machine())'])
  ).trim();
  const fingerprint = createHash('sha256')
    .update(version)
    .update(await readFile(requirements))
    .digest('hex');
  const packages = join(cacheFolder, `python-${fingerprint.slice(0, 16)}`);
  if (!existsSync(packages)) await install(requirements, packages);
  return packages;
}

const scripts = join(import.meta.dirname, '../clients/python');

async function install(requirements: string, packages: string): Promise<void> {
  const temporary = `${packages}.${process.pid}`;
  await mkdir(cacheFolder, { recursive: true });
  try {
    await python(['-m', 'pip', 'install', '--quiet', '--target', temporary, '--requirement', requirements]);
    await rename(temporary, packages);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Another test run may have completed the installation.
    if (!existsSync(packages)) throw error;
  }
}

function python(args: readonly string[]): Promise<string> {
  return runProgram(pythonProgram(args));
}

function pythonProgram(args: readonly string[], packages = ''): Program {
  return { command: 'python3', args, environment: { PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '' } };
}
