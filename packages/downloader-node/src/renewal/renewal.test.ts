import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { setUpBench } from '../download.test-support.ts';
import { download } from '../download.ts';
import { sourceFromCommand } from './source-from-command.ts';
import { sourceFromRenewalUrl } from './source-from-renewal-url.ts';

const url = 'https://b.example/key?x-oss-signature=S1';
const bench = setUpBench();
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/fresh`;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const failure = (make: () => Promise<unknown>): Promise<Error> =>
  make().then(
    () => new Error('it did not fail'),
    (error: Error) => error,
  );

// The commands are written for a POSIX shell; on Windows, `kill-tree.test.ts` runs one for cmd.exe.
describe.skipIf(process.platform === 'win32')('sourceFromCommand', () => {
  it('default: a URL on stdout', async () => {
    expect(await sourceFromCommand(`echo '${url}'`)()).toMatchObject({ url });
  });

  it('default: JSON on stdout, with headers and expiration', async () => {
    const printed = { url, signedHeaders: { 'x-oss-request-payer': 'requester' }, expiration: '2030-01-01T00:00:00Z' };
    const source = sourceFromCommand('printf %s "$PRINTED"', {
      env: { ...process.env, PRINTED: JSON.stringify(printed) },
    });
    expect(await source()).toEqual({ ...printed, expiration: new Date('2030-01-01T00:00:00Z') });
  });

  it('error: RenewalFailed quotes stderr with masked signatures', async () => {
    const error = await failure(sourceFromCommand(`echo 'no luck: ${url}' >&2; exit 3`));
    expect(error).toMatchObject({ code: 'RenewalFailed', phase: 'sign' });
    expect(error.message).toContain('exited with code 3: no luck: https://b.example/key?x-oss-signature=***');
    expect(error.message).not.toContain('S1');
  });

  it('error: the end of a long stderr is quoted, without a truncated signature', async () => {
    const long = `https://b.example/key?x-oss-signature=S1${'x'.repeat(2_000)}`;
    const error = await failure(sourceFromCommand(`echo '${long}' >&2; exit 3`));
    expect(error.message).toContain('x-oss-signature=***');
    expect(error.message).not.toContain('xxx');
  });

  it('error: a command that prints endlessly is killed', async () => {
    const error = await failure(sourceFromCommand('exec yes'));
    expect(error).toMatchObject({ code: 'RenewalFailed', message: expect.stringContaining('printed too much') });
  });

  it.each(['true', 'echo not-a-url', 'echo \'{"url":1}\'', "echo '{broken S1'", "printf '%s\\n' https://a https://b"])(
    'error: RenewalFailed for the output of %s',
    async (command) => {
      const error = await failure(sourceFromCommand(command));
      expect(error).toMatchObject({ code: 'RenewalFailed' });
      expect(String(error) + JSON.stringify(error)).not.toContain('S1');
    },
  );

  it('option: timeoutMs', async () => {
    const error = await failure(sourceFromCommand('exec sleep 60', { timeoutMs: 20 }));
    expect(error.message).toContain('did not end within 0.02 s');
  });

  it('option: signal kills the processes that the shell has started', async () => {
    const started = bench.path('started');
    const stop = new AbortController();
    const source = sourceFromCommand(`sh -c 'echo $$ > ${started}; exec sleep 60'; true`, { signal: stop.signal });
    const failed = failure(source);
    await expect.poll(() => readFile(started, 'utf8').catch(() => ''), { timeout: 10_000 }).toMatch(/\d\n/);
    const pid = Number(await readFile(started, 'utf8'));
    stop.abort(new Error('enough'));
    expect((await failed).message).toBe('enough');
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  });

  it.each(['exit', 'throw'])('behavior: no command outlives a process that ends by %s', async (how) => {
    const script = fileURLToPath(new URL('./renewal-child.test-support.ts', import.meta.url));
    const path = bench.path('command-');
    const child = spawn(process.execPath, ['--conditions=@ossferry/source', script, how, path], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said = await text(child.stderr);
    expect(said).not.toContain('MaxListenersExceeded');
    for (let number = 0; number < 12; number += 1) {
      const pid = Number(await readFile(`${path}${number}`, 'utf8'));
      expect(pid).toBeGreaterThan(1);
      await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    }
  });

  it('error: InvalidOption for a command that is a list', () => {
    const refused = expect.objectContaining({ code: 'InvalidOption' });
    expect(() => sourceFromCommand(['sign', 'k'] as never)).toThrow(refused);
  });

  it.each([0, -1, Number.NaN])('error: InvalidOption for a timeoutMs of %d', (timeoutMs) => {
    const refused = expect.objectContaining({ code: 'InvalidOption' });
    expect(() => sourceFromCommand('true', { timeoutMs })).toThrow(refused);
    expect(() => sourceFromRenewalUrl('https://signer.example', { timeoutMs })).toThrow(refused);
  });

  it('option: timeoutMs Infinity', async () => {
    const command = sourceFromCommand(`echo ${url}`, { timeoutMs: Number.POSITIVE_INFINITY });
    expect(await command()).toMatchObject({ url });
  });

  it('behavior: a background process of a command that has ended is not killed', async () => {
    const stop = new AbortController();
    const [word, answer] = [bench.path('word'), bench.path('answer')];
    const waiting = `until [ -e ${word} ]; do sleep 0.05; done; echo still there > ${answer}`;
    await sourceFromCommand(`(${waiting}) >/dev/null 2>&1 & echo ${url}`, { signal: stop.signal })();
    stop.abort();
    await writeFile(word, '');
    await expect.poll(() => readFile(answer, 'utf8').catch(() => ''), { timeout: 10_000 }).toBe('still there\n');
  });

  it('option: signal', async () => {
    const reason = new RangeError('stop');
    const signal = AbortSignal.abort(reason);
    const never = new AbortController().signal;
    await expect(sourceFromCommand('exec sleep 60', { signal })({ signal: never })).rejects.toBe(reason);
    await expect(sourceFromCommand('exec sleep 60', { signal: never })({ signal })).rejects.toBe(reason);
    await expect(sourceFromRenewalUrl('https://127.0.0.1:1/')({ signal })).rejects.toBe(reason);
  });
});

describe('sourceFromRenewalUrl', () => {
  it('default: a URL as text; option: headers', async () => {
    let asked: string | undefined;
    const service = await serve(({ headers }, response) => {
      asked = headers.authorization;
      response.end(`${url}\n`);
    });
    expect(await sourceFromRenewalUrl(service, { headers: { authorization: 'Bearer t' } })()).toMatchObject({ url });
    expect(asked).toBe('Bearer t');
  });

  it('default: JSON, and a download through it', async () => {
    const bytes = await bench.store('key', 1000);
    const service = await serve((_, response) => {
      void bench
        .presign({ key: 'key', requestPayer: 'requester' })
        .then((signed) => response.end(JSON.stringify(signed)));
    });
    await download(sourceFromRenewalUrl(service), bench.path('key'));
    expect((await bench.read('key')).equals(bytes)).toBe(true);
  });

  it.each<[string, RequestListener]>([
    ['returned status 401', (_, response) => void response.writeHead(401).end('S1')],
    ['returned status 302', (_, response) => void response.writeHead(302, { location: url }).end()],
    ['is too long', (_, response) => void response.end('S1'.repeat(100_000))],
    ['returned no http or https URL', (_, response) => void response.end('<html>S1</html>')],
    ['broke the connection', ({ socket }) => void socket.destroy()],
    ['did not respond within', () => undefined],
  ])('error: RenewalFailed: %s', async (what, listener) => {
    const error = await failure(sourceFromRenewalUrl(await serve(listener), { timeoutMs: 500 }));
    expect(error).toMatchObject({ code: 'RenewalFailed', message: expect.stringContaining(what) });
    expect(String(error) + JSON.stringify(error)).not.toContain('S1');
  });

  it.each(['http://b.example/fresh', 'ftp://b.example', 'b.example', ''])('error: InvalidUrl for %j', (service) => {
    expect(() => sourceFromRenewalUrl(service)).toThrow(expect.objectContaining({ code: 'InvalidUrl' }));
  });
});
