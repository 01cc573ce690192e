import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { askProgram, type Program, runProgram } from './run-program.ts';

/** Runs one of our scripts on the official Python SDK V2: JSON in, JSON out. */
export type PythonSdk = <Answer>(script: 'exercise.py' | 'presign.py', question: unknown) => Promise<Answer>;

/** Prepares the Python SDK for our scripts. Throws where Python, its pip or the network is missing. */
export async function preparePythonSdk(): Promise<PythonSdk> {
  const packages = await installPythonSdk();
  return (script, question) => askProgram(pythonProgram([join(scripts, script)], packages), question);
}

/**
 * Installs the Python SDK that `clients/python/requirements.txt` pins, once, into a folder of its own: the machine's Python
 * stays as it is. Gives that folder, for `PYTHONPATH`. Throws where Python, its pip or the network is missing.
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
  const unfinished = `${packages}.${process.pid}`;
  await mkdir(cacheFolder, { recursive: true });
  try {
    await python(['-m', 'pip', 'install', '--quiet', '--target', unfinished, '--requirement', requirements]);
    await rename(unfinished, packages);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another test run may have finished the same installation.
    if (!existsSync(packages)) throw error;
  }
}

function python(words: readonly string[]): Promise<string> {
  return runProgram(pythonProgram(words));
}

function pythonProgram(words: readonly string[], packages = ''): Program {
  return { command: 'python3', words, environment: { PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '' } };
}
