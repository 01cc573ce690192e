import { spawn, spawnSync } from 'node:child_process';
import { on } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';

/** A certificate and its key, as PEM. */
export interface TestCertificate {
  readonly private: string;
  readonly cert: string;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Whether openssl is installed. */
export const hasOpenssl: boolean = spawnSync('openssl', ['version']).status === 0;

/**
 * Starts `openssl s_server` with these options, and returns its port. `<pem>` is replaced by the certificate's path.
 */
export async function startOpenssl(
  { private: key, cert }: TestCertificate,
  options: readonly string[],
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-openssl-'));
  const file = join(folder, 'pem');
  await writeFile(file, `${key}\n${cert}\n`);
  const files = options.map((option) => (option === '<pem>' ? file : option));
  const child = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', '-cert', file, '-www', ...files], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  closing.push(async () => {
    child.kill();
    await rm(folder, { recursive: true });
  });
  let text = '';
  for await (const [chunk] of on(child.stdout, 'data', { close: ['close'] })) {
    text += chunk;
    const port = /ACCEPT 127\.0\.0\.1:(\d+)/.exec(text)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error(`openssl ended: ${text}`);
}
