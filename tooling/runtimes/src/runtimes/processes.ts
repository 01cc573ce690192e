import { findPackage } from './find-package.ts';
import { runProcess } from './run-process.ts';
import type { Runtime } from './runtime.ts';

/** The runtimes that run as a process and support Node.js modules. */
export const processes: readonly Runtime[] = [
  nodeRuntime('node-22'),
  nodeRuntime('node'),
  nodeRuntime('node-26'),
  packagedRuntime('Bun', 'bun', 'bin/bun.exe', ['run']),
  packagedRuntime('Deno', 'deno', process.platform === 'win32' ? 'deno.exe' : 'deno', [
    'run',
    '--quiet',
    '--no-config',
    '--allow-all',
  ]),
];

function nodeRuntime(packageName: string): Runtime {
  const { version, executable } = findPackage(packageName, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  const [major] = version.split('.');
  return processRuntime(`Node.js ${major}`, `node-${major}`, executable, []);
}

function packagedRuntime(name: string, packageName: string, binary: string, args: readonly string[]): Runtime {
  const { version, executable } = findPackage(packageName, binary);
  return processRuntime(`${name} ${version.replace(/\.\d+$/, '')}`, packageName, executable, args);
}

function processRuntime(name: string, id: string, executable: string | undefined, args: readonly string[]): Runtime {
  return {
    name,
    id,
    executable,
    advice: 'It is an npm package: run pnpm install.',
    run: (path, { program }, { url }) => runProcess(path, [...args, 'run-in-process.js', url], program.folder),
  };
}
