import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readArguments } from './read-arguments.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Starts the page like `pnpm web`, for runs that exit. */
function start(...line: readonly string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--conditions=@ossferry/source', main, ...line], (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

describe('readArguments', () => {
  it('default: the default port, slow, and the built page', () => {
    expect(readArguments([])).toEqual({ help: false, dev: false, fast: false, port: undefined });
  });

  it('option: --dev, --fast and --port', () => {
    expect(readArguments(['--dev', '--fast', '--port', '8080'])).toEqual({
      help: false,
      dev: true,
      fast: true,
      port: 8080,
    });
  });

  it.each(['abc', '99999', '-1', '1.5', ''])('error: --port=%s', (port) => {
    expect(() => readArguments([`--port=${port}`])).toThrow(/^--port takes a number from 0 to 65535, not/);
  });
});

describe('main', () => {
  it('option: --help', async () => {
    expect(await start('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: pnpm web') });
  });

  it.each([
    [['--port', 'abc'], '--port takes a number from 0 to 65535, not "abc".\n'],
    [['--prot'], "Unknown option '--prot'. See --help.\n"],
  ])('error: %j is reported in one line', async (line, stderr) => {
    expect(await start(...line)).toEqual({ code: 1, stdout: '', stderr });
  });

  it('error: a port that is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const stderr = `Port ${port} is in use: choose another one with --port.\n`;
    expect(await start('--dev', '--port', String(port))).toEqual({ code: 1, stdout: '', stderr });
    server.close();
  });
});
