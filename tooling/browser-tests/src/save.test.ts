import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { describeInBrowsers, mebibyte } from './lab.test-support.ts';

// What the user of the browser finds among the downloads in the end.
describeInBrowsers('files that the browser saves', (lab, kind) => {
  // On a busy machine Chromium now and then starts no service worker for minutes: one that is started again does.
  beforeAll(async () => {
    while (!(await lab.tab.run('registerServiceWorker', 15_000))) await lab.killAndRestart();
  }, 120_000);

  const folder = () => join(lab.profile, 'downloads');
  const files = () => readdir(folder()).catch((): string[] => []);
  /** Waits until the browser has given the file its name. */
  const saved = async (name: string): Promise<Buffer> => {
    for (;;) {
      const present = await files();
      const unfinished = present.some((other) => other.startsWith(name) && other !== name);
      if (present.includes(name) && !unfinished) {
        const bytes = await readFile(join(folder(), name));
        if (bytes.length > 0) return bytes; // Firefox takes the name first.
      }
      await sleep(50);
    }
  };
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  /**
   * Bytes that a broken download has under its name, once the browser has had the time to clean up. Chromium takes all of it
   * away; Firefox shows that it failed, and keeps an empty file of the name beside the part of it.
   */
  const bytesUnderName = async (name: string): Promise<number> => {
    await sleep(1000);
    return (await readFile(join(folder(), name)).catch(() => '')).length;
  };

  it('behavior: saveFile hands over what was downloaded', async () => {
    await lab.tab.run('save', 'handed-over.txt', 'whole');
    expect((await saved('handed-over.txt')).toString()).toBe('whole');
  });

  it('default: through a service worker, whole and verified, under any name', async () => {
    const sum = await lab.store('served', 20 * mebibyte + 5);
    const outcome = await lab.tab.run('saveThroughServiceWorker', await lab.presign('served'), "it's (new) 港.bin");
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ summary: { verified: 'crc64', requests: 1 } });
    const bytes = await saved("it's (new) 港.bin");
    expect([bytes.length, sha256(bytes)]).toEqual([20 * mebibyte + 5, sum]);
  });

  it('behavior: an object that fits one piece, and an empty one', async () => {
    const sum = await lab.store('small', 1000);
    await lab.tab.run('saveThroughServiceWorker', await lab.presign('small'), 'small.bin');
    expect(sha256(await saved('small.bin'))).toBe(sum);
    await lab.store('empty', 0);
    const outcome = await lab.tab.run('saveThroughServiceWorker', await lab.presign('empty'), 'empty.bin');
    expect(outcome).toMatchObject({ summary: { sizeBytes: 0 } });
    while (!(await files()).includes('empty.bin')) await sleep(50);
  });

  it('behavior: a connection that breaks is mended at the byte where it broke', async () => {
    const sum = await lab.store('cut', 8 * mebibyte);
    lab.fault((get) => (get < 3 ? { type: 'disconnect', afterBodyBytes: 2 * mebibyte + 7 } : undefined));
    const outcome = await lab.tab.run('saveThroughServiceWorker', await lab.presign('cut'), 'cut.bin');
    expect(outcome).toMatchObject({ summary: { verified: 'crc64', retries: 2 } });
    expect(sha256(await saved('cut.bin'))).toBe(sum);
  });

  it('error: bytes that were changed on the way never become a file', async () => {
    await lab.store('flipped', 6 * mebibyte);
    lab.fault(() => ({ type: 'flip-bit', objectOffset: 3 * mebibyte }));
    const outcome = await lab.tab.run('saveThroughServiceWorker', await lab.presign('flipped'), 'flipped.bin');
    expect(outcome.error).toMatchObject({ code: 'ChecksumMismatch', phase: 'verify' });
    expect(await bytesUnderName('flipped.bin')).toBe(0);
  });

  it('error: a download that is aborted leaves no file that looks whole', async () => {
    await lab.store('aborted', 30 * mebibyte);
    lab.fault(() => ({ type: 'drip', chunkBytes: 64 * 1024, pauseMs: 20 })); // Not over before the page hears of its progress.
    const url = await lab.presign('aborted');
    const outcome = await lab.tab.run('saveThroughServiceWorker', url, 'aborted.bin', { abortAtBytes: 4 * mebibyte });
    expect(outcome.error).toMatchObject({ name: 'AbortError' });
    expect(await bytesUnderName('aborted.bin')).toBe(0);
  });

  it('error: a service worker that the browser ends takes the download with it, and says so', async (test) => {
    const { stopServiceWorkers } = lab.tab;
    if (stopServiceWorkers === undefined) return test.skip(`${kind.name} lets no test end a service worker`);
    await lab.store('stopped', 30 * mebibyte);
    lab.fault(() => ({ type: 'drip', chunkBytes: 64 * 1024, pauseMs: 60 }));
    const saving = lab.tab.run('saveThroughServiceWorker', await lab.presign('stopped'), 'stopped.bin');
    await lab.tab.run('whenDurable', 2 * mebibyte);
    await stopServiceWorkers();
    expect((await saving).error).toMatchObject({ code: 'ServiceWorkerStopped', phase: 'disk' });
    expect(await bytesUnderName('stopped.bin')).toBe(0);
  });

  it('error: a service worker of an older version is not waited for, and a newer one looked for', async () => {
    // What matters of it: it answers, takes bytes, and says nothing of its version.
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

  it('error: without a service worker nothing is fetched', async () => {
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
