import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { findPackage } from './find-package.ts';
import type { Runtime } from './runtime.ts';

const { version, executable } = findPackage('workerd', 'bin/workerd');

/** Cloudflare's runtime, without its Node.js compatibility. */
export const workerd: Runtime = {
  name: `workerd ${version.replace(/^1\.(\d{4})(\d\d)\d\d\..*/, '$1-$2')}`,
  id: 'workerd',
  executable: executable && (createRequire(import.meta.url)('workerd') as { readonly default: string }).default,
  advice: 'It is an npm package: run pnpm install.',
  async run(path, { program }, { config }) {
    const folder = await mkdtemp(join(tmpdir(), 'ossferry-workerd-'));
    await writeFile(join(folder, 'worker.js'), program.worker);
    await writeFile(join(folder, 'config.capnp'), capnpConfig);
    const child = spawn(path, ['serve', 'config.capnp', '--control-fd=3'], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    });
    const ended = new Promise((resolve) => child.on('error', resolve).on('close', resolve));
    try {
      const port = await readPort(child.stdio[3] as Readable);
      const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: JSON.stringify(config) });
      if (!response.ok) throw new Error(`workerd returned ${response.status}: ${await response.text()}`);
      return await response.json();
    } finally {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    }
  },
};

// Without access to other machines, and without Node.js modules.
const capnpConfig = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    ( name = "main", worker = (
      modules = [ ( name = "worker", esModule = embed "worker.js" ) ],
      compatibilityDate = "2026-11-01",
      compatibilityFlags = [ "no_nodejs_compat", "no_nodejs_compat_v2" ],
    ) ),
    ( name = "internet", network = ( allow = ["127.0.0.1/32"] ) ),
  ],
  sockets = [ ( name = "http", address = "127.0.0.1:0", http = (), service = "main" ) ],
);
`;

/** Reads the port from the control channel of workerd, which has one JSON event per line. */
async function readPort(control: Readable): Promise<number> {
  for await (const line of createInterface(control)) {
    const { event, port } = JSON.parse(line) as { readonly event: string; readonly port?: number };
    if (event === 'listen' && port !== undefined) return port;
  }
  throw new Error('workerd exited before it listened.');
}
