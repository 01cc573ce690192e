import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { describeInBrowsers, mebibyte } from './lab.test-support.ts';

// Checks the files in the user's downloads folder.
describeInBrowsers('files that the browser saves', (lab, kind) => {
  // On a busy machine, Chromium sometimes starts no service worker for minutes, but does after a restart.
  beforeAll(async () => {
    while (!(await lab.tab.run('registerServiceWorker', 15_000))) await lab.killAndRestart();
  }, 120_000);

  const folder = () => join(lab.profile, 'downloads');
  const files = () => readdir(folder()).catch((): string[] => []);
  /** Waits until the browser has saved the file, and reads it. */
  const saved = async (name: string): Promise<Buffer> => {
    for (;;) {
      const present = await files();
      const unfinished = present.some((other) => other.startsWith(name) && other !== name);
      if (present.includes(name) && !unfinished) {
        const bytes = await readFile(join(folder(), name));
        if (bytes.length > 0) return bytes; // Firefox first creates an empty file.
      }
      await sleep(50);
    }
  };
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  /**
   * The size of the file of a failed download, after the browser had time to clean up. Chromium removes it; Firefox keeps an
   * empty file next to the `.part` file.
   */
  const bytesUnderName = async (name: string): Promise<number> => {
    await sleep(1000);
    return (await readFile(join(folder(), name)).catch(() => '')).length;
  };

  it('behavior: saveFile saves the file', async () => {
    await lab.tab.run('save', 'handed-over.txt', 'whole');
    expect((await saved('handed-over.txt')).toString()).toBe('whole');
  });

  it('default: through a service worker, verified, under any name', async () => {
    const sum = await lab.store('served', 20 * mebibyte + 5);
    const outcome = await lab.tab.run('saveThroughServiceWorker', await lab.presign('served'), "it's (new) 港.bin");
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ summary: { verified: 'crc64', requests: 1 } });
    const bytes = await saved("it's (new) 港.bin");
    expect([bytes.length, sha256(bytes)]).toEqual([20 * mebibyte + 5, sum]);
  });

  it('behavior: an object of one chunk, and an empty one', async () => {
    const sum = await lab.store('small', 1000);
    await lab.tab.run('saveThroughServiceWorker', await lab.presign('small'), 'small.bin');
    expect(sha256(await saved('small.bin'))).toBe(sum);
    await lab.store('empty', 0);
    const outcome = await lab.tab.run('saveThroughServiceWorker', await lab.presign('empty'), 'empty.bin');
    expect(outcome).toMatchObject({ summary: { sizeBytes: 0 } });
    while (!(await files()).includes('empty.bin')) await sleep(50);
  });

  it('behavior: a broken connection resumes at the byte where it broke', async () => {
    const sum = await lab.store('cut', 8 * mebibyte);
    lab.fault((get) => (get < 3 ? { type: 'disconnect', afterBodyBytes: 2 * mebibyte + 7 } : undefined));
    const outcome = await lab.tab.run('saveThroughServiceWorker', await lab.presign('cut'), 'cut.bin');
    expect(outcome).toMatchObject({ summary: { verified: 'crc64', retries: 2 } });
    expect(sha256(await saved('cut.bin'))).toBe(sum);
  });

  it('error: bytes corrupted in transit never become a file', async () => {
    await lab.store('flipped', 6 * mebibyte);
    lab.fault(() => ({ type: 'flip-bit', objectOffset: 3 * mebibyte }));
    const outcome = await lab.tab.run('saveThroughServiceWorker', await lab.presign('flipped'), 'flipped.bin');
    expect(outcome.error).toMatchObject({ code: 'ChecksumMismatch', phase: 'verify' });
    expect(await bytesUnderName('flipped.bin')).toBe(0);
  });

  it('error: an aborted download leaves no file that looks complete', async () => {
    await lab.store('aborted', 30 * mebibyte);
    lab.fault(() => ({ type: 'drip', chunkBytes: 64 * 1024, pauseMs: 20 })); // Slow enough for a progress event before the end.
    const url = await lab.presign('aborted');
    const outcome = await lab.tab.run('saveThroughServiceWorker', url, 'aborted.bin', { abortAtBytes: 4 * mebibyte });
    expect(outcome.error).toMatchObject({ name: 'AbortError' });
    expect(await bytesUnderName('aborted.bin')).toBe(0);
  });

  it('error: ServiceWorkerStopped when the browser stops the service worker', async (test) => {
    const { stopServiceWorkers } = lab.tab;
    if (stopServiceWorkers === undefined) return test.skip(`the driver of ${kind.name} cannot stop service workers`);
    await lab.store('stopped', 30 * mebibyte);
    lab.fault(() => ({ type: 'drip', chunkBytes: 64 * 1024, pauseMs: 60 }));
    const saving = lab.tab.run('saveThroughServiceWorker', await lab.presign('stopped'), 'stopped.bin');
    await lab.tab.run('whenDurable', 2 * mebibyte);
    await stopServiceWorkers();
    expect((await saving).error).toMatchObject({ code: 'ServiceWorkerStopped', phase: 'disk' });
    expect(await bytesUnderName('stopped.bin')).toBe(0);
  });

  it('error: ServiceWorkerOutdated with an older version, and the browser checks for an update', async () => {
    // A minimal older version: it responds and takes bytes, but does not send its version.
    const older = `const offered = new Promise((resolve) => {
        addEventListener('message', ({ ports: [port] }) => resolve(port));
      });
      addEventListener('fetch', (event) => event.respondWith(offered.then((port) => new Response(new ReadableStream({
        start(controller) { port.onmessage = ({ data }) => data.type === 'bytes' && controller.enqueue(data.bytes); },
        pull() { port.postMessage({ type: 'pull' }); },
      }), { headers: { 'content-disposition': 'attachment; filename=older.bin' } }))));`;
    lab.server.add('/older/service-worker.js', older);
    await lab.store('older', mebibyte);
    await lab.tab.run('registerOtherServiceWorker', '/older/service-worker.js');
    lab.server.add('/older/service-worker.js', `${older} // newer`);
    const scope = `${lab.server.origin}/older/`;
    const outcome = await lab.tab.run('saveThroughServiceWorker', await lab.presign('older'), 'older.bin', { scope });
    expect(outcome.error).toMatchObject({ code: 'ServiceWorkerOutdated', phase: 'config' });
    expect(await lab.tab.run('whenNewerServiceWorker')).toBe(true);
  });

  it('error: without a service worker, nothing is requested', async () => {
    await lab.store('unserved', 10);
    const url = await lab.presign('unserved');
    const tab = await lab.openTab();
    await tab.goto(lab.server.origin.replace('127.0.0.1', 'localhost')); // Another origin, where none is registered.
    const outcome = await tab.run('saveThroughServiceWorker', url, 'none.bin');
    expect(outcome.error).toMatchObject({ code: 'NoDestinationFits', phase: 'config' });
    expect(lab.gets()).toEqual([]);
    await tab.close();
  });
});
