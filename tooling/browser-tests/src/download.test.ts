import { expect, it, vi } from 'vitest';
import { describeInBrowsers, mebibyte, quickRetry } from './lab.test-support.ts';
import type { Place } from './page.ts';

const options = { partSizeBytes: mebibyte, parallel: 3, retry: quickRetry } as const;

// Leaves large files open, like a worker that the browser has not ended yet.
const leakingWorker = `
  import '/download-worker.js';
  const { close } = FileSystemSyncAccessHandle.prototype;
  FileSystemSyncAccessHandle.prototype.close = function () {
    if (this.getSize() < ${mebibyte}) close.call(this);
  };
`;

const opfs = (name: string): Place => ({ kind: 'opfs', name });

describeInBrowsers('download', (lab, kind) => {
  it('default: to the origin private file system, verified', async () => {
    const sha256 = await lab.store('plain', 12 * mebibyte);
    const urls = [await lab.presign('plain')];
    const outcome = await lab.tab.run('download', { urls, place: opfs('plain'), options });
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ sha256, summary: { verified: 'crc64', resumedBytes: 0, retries: 0 } });
    expect(outcome.events.map(({ type }) => type)).toEqual(['started']);
    expect(await lab.tab.run('list')).toContain('plain');
    expect(await lab.tab.run('list')).not.toContain('plain.ossferry');
  });

  it.each<Place>([
    { kind: 'memory' },
    { kind: 'picked-file', name: 'picked' },
    { kind: 'picked-file', name: 'staged', stageName: 'stage' },
    { kind: 'opfs', name: 'folder/in/folder' },
  ])('option: destination %j', async (place) => {
    const sha256 = await lab.store('object', 9 * mebibyte + 17);
    const outcome = await lab.tab.run('download', { urls: [await lab.presign('object')], place, options });
    expect(outcome.error).toBeUndefined();
    expect(outcome).toMatchObject({ sha256, summary: { verified: 'crc64' } });
    expect(await lab.tab.run('list')).not.toContain('stage.ossferry');
  });

  it.each<Place>([{ kind: 'memory' }, { kind: 'picked-file', name: 'here' }])(
    'option: threads 0 downloads in the page, to %j',
    async (place) => {
      const sha256 = await lab.store('here', 2 * mebibyte);
      const urls = [await lab.presign('here')];
      const outcome = await lab.tab.run('download', { urls, place, options: { ...options, threads: 0 } });
      expect(outcome).toMatchObject({ sha256, summary: { verified: 'crc64' } });
    },
  );

  it.runIf(kind.name === 'Chromium')('behavior: without a second worker, the download worker flushes', async () => {
    const sha256 = await lab.store('alone', 9 * mebibyte);
    lab.server.add('/no-second.js', `if (name !== '') throw new Error('no second worker');`);
    lab.server.add('/lonely.js', `import '/no-second.js'; import '/download-worker.js';`);
    const job = { urls: [await lab.presign('alone')], place: opfs('alone'), workerUrl: '/lonely.js' };
    // Long enough for several flushes: they are a quarter of a second apart.
    const slowly = { ...options, limitRateBytesPerSecond: 9 * mebibyte };
    const outcome = await lab.tab.run('download', { ...job, options: slowly });
    expect(outcome).toMatchObject({ sha256, summary: { verified: 'crc64' } });
  });

  it.runIf(kind.name === 'Chromium')('behavior: a restart with a larger version counts its space once', async () => {
    const usedBytes = () => lab.tab.evaluate('navigator.storage.estimate().then(({ usage }) => usage)');
    await lab.store('grown', 12 * mebibyte);
    const patient = { maxFailures: 1_000, baseDelayMs: 1, maxDelayMs: 20 };
    const restarting = {
      ...options,
      retry: patient,
      limitRateBytesPerSecond: 12 * mebibyte,
      onChange: 'restart',
    } as const;
    const job = { urls: [await lab.presign('grown')], place: opfs('grown'), options: restarting };
    const usedBefore = Number(await usedBytes());
    lab.fault((get) => (get > 8 ? { type: 'respond', status: 500 } : undefined));
    const running = lab.tab.run('download', job);
    await lab.tab.run('whenDurable', 8 * mebibyte);
    await lab.store('grown', 16 * mebibyte);
    lab.fault(() => undefined);
    expect(await running).toMatchObject({ summary: { sizeBytes: 16 * mebibyte } });
    expect(Number(await usedBytes()) - usedBefore).toBeLessThan(17 * mebibyte);
  });

  it('error: a complete file that cannot be moved leaves the existing one as it is', async () => {
    await lab.store('small', mebibyte);
    await lab.store('large', 2 * mebibyte);
    lab.server.add('/leaking.js', leakingWorker);
    await lab.tab.run('download', { urls: [await lab.presign('small')], place: opfs('kept') });
    const replacing = { place: opfs('kept'), options: { overwrite: true }, workerUrl: '/leaking.js' };
    const outcome = await lab.tab.run('download', { ...replacing, urls: [await lab.presign('large')] });
    expect(outcome.error).toMatchObject({ code: 'DestinationBusy' });
    expect(await lab.tab.run('sizeOf', 'kept')).toBe(mebibyte);
  });

  it('error: no URL or no destination, as untyped code may pass', async () => {
    const job = { urls: [await lab.presign('x')], place: opfs('x') };
    const ofNothing = await lab.tab.run('download', { ...job, urls: [undefined as never] });
    expect(ofNothing.error).toMatchObject({ code: 'InvalidUrl', phase: 'config' });
    const toNowhere = await lab.tab.run('download', { ...job, place: { kind: 'nowhere' } });
    expect(toNowhere.error).toMatchObject({ code: 'InvalidDestination', phase: 'config' });
  });

  it('error: the origin private file system without a worker', async () => {
    await lab.store('here', 10);
    const urls = [await lab.presign('here')];
    const outcome = await lab.tab.run('download', { urls, place: opfs('no-worker'), options: { threads: 0 } });
    expect(outcome.error).toMatchObject({ code: 'NoDestinationFits', phase: 'config' });
    expect(lab.gets()).toHaveLength(0);
    expect(await lab.tab.run('list')).not.toContain('no-worker.ossferry');
  });

  it('option: limitRateBytesPerSecond applies to all streams together', async () => {
    const sha256 = await lab.store('limited', 3 * mebibyte);
    const job = { urls: [await lab.presign('limited')], place: { kind: 'memory' } } as const;
    // At this rate it would take most of an hour; without the limit, less than 500 ms.
    const slow = { ...job, options: { ...options, limitRateBytesPerSecond: 1024 }, abortAfterMs: 500 };
    expect((await lab.tab.run('download', slow)).error).toMatchObject({ name: 'AbortError' });
    const quick = { ...job, options: { ...options, limitRateBytesPerSecond: 100 * mebibyte } };
    expect(await lab.tab.run('download', quick)).toMatchObject({ sha256 });
  });

  it('option: referrerPolicy; by default no Referer is sent', async () => {
    await lab.store('referred', 10);
    const job = { urls: [await lab.presign('referred')], place: { kind: 'memory' } } as const;
    await lab.tab.run('download', job);
    await lab.tab.run('download', { ...job, options: { referrerPolicy: 'origin' } });
    const referrers = lab.gets().map(({ headers }) => headers['referer']);
    expect(referrers).toEqual([undefined, expect.stringMatching(/^http:\/\/[^/]+\/$/)]);
  });

  it.each(['throws', 'rejects'] as const)(
    'error: an onEvent that %s fails the download with its error',
    async (how) => {
      await lab.store('heard', 2 * mebibyte);
      const job = { urls: [await lab.presign('heard')], place: opfs('heard'), listenerFails: how };
      expect((await lab.tab.run('download', job)).error).toMatchObject({ code: 'LogFull' });
    },
  );

  it('behavior: an empty object', async () => {
    const sha256 = await lab.store('empty', 0);
    const outcome = await lab.tab.run('download', { urls: [await lab.presign('empty')], place: opfs('empty') });
    expect(outcome).toMatchObject({ sha256, summary: { sizeBytes: 0 } });
  });

  it('behavior: requests with a Range ask for identity encoding', async () => {
    await lab.store('text', 2 * mebibyte);
    await lab.tab.run('download', { urls: [await lab.presign('text')], place: { kind: 'memory' }, options });
    expect(lab.gets().length).toBeGreaterThan(1);
    for (const { headers } of lab.gets()) expect(headers).toMatchObject({ 'accept-encoding': 'identity' });
  });

  it('behavior: every range after the first is pinned by If-Match', async () => {
    await lab.store('pinned', 3 * mebibyte);
    await lab.tab.run('download', { urls: [await lab.presign('pinned')], place: { kind: 'memory' }, options });
    const [first, ...later] = lab.gets();
    expect(first?.headers['if-match']).toBeUndefined();
    expect(later.length).toBeGreaterThan(0);
    for (const { headers } of later) expect(headers['if-match']).toMatch(/^"[0-9A-F]{32}"$/);
  });

  it('error: an existing destination is not replaced', async () => {
    const sha256 = await lab.store('again', mebibyte);
    const job = { urls: [await lab.presign('again')], place: opfs('again') };
    await lab.tab.run('download', job);
    expect(await lab.tab.run('download', job)).toMatchObject({ error: { code: 'DestinationExists', phase: 'disk' } });
    const replaced = await lab.tab.run('download', { ...job, options: { overwrite: true } });
    expect(replaced).toMatchObject({ sha256 });
  });

  it('error: a destination that another tab completes meanwhile is not downloaded again', async () => {
    await lab.store('late', mebibyte);
    const job = { urls: [await lab.presign('late')], place: opfs('late') };
    const [, outcome] = await Promise.all([lab.tab.run('finishBeforeOther', 'late'), lab.tab.run('download', job)]);
    expect(outcome.error).toMatchObject({ code: 'DestinationExists' });
    expect(lab.gets()).toHaveLength(0);
    expect(await lab.tab.run('list')).not.toContain('late.ossferry');
  });

  it.each(['../x', 'a\\b'])('error: the name %j', async (name) => {
    const outcome = await lab.tab.run('download', { urls: [await lab.presign('x')], place: opfs(name) });
    expect(outcome.error).toMatchObject({ code: 'InvalidDestination' });
  });

  it('behavior: discarding a missing download creates no folder', async () => {
    expect(await lab.tab.run('discard', 'nowhere/in/folder')).toBeNull();
    expect(await lab.tab.run('list')).not.toContain('nowhere');
  });

  it('error: an object too large for memory; the advice names alternatives', async () => {
    await lab.store('large', 2 * mebibyte);
    const place = { kind: 'memory', limitBytes: mebibyte } as const;
    const outcome = await lab.tab.run('download', { urls: [await lab.presign('large')], place, options });
    expect(outcome.error).toMatchObject({ code: 'NoDestinationFits' });
    expect(outcome.error?.['advice']).toContain('toOpfs()');
  });

  it('behavior: chooseDestination prefers memory, then the disk', async () => {
    const gibibyte = 1024 * mebibyte;
    expect(await lab.tab.run('choose', 'small', mebibyte)).toBe('memory');
    expect(await lab.tab.run('choose', 'large', gibibyte)).toBe('opfs');
    const refused = await lab.tab.run('choose', 'huge', 1e15, ['memory', 'opfs']);
    expect(refused).toMatchObject({ code: 'NoDestinationFits', phase: 'config' });
    const picked = await lab.tab.run('choose', 'picked', gibibyte, ['picked-file']);
    // Without a click, even Chromium does not show the dialog.
    expect(picked).toMatchObject({ message: expect.stringContaining('showSaveFilePicker') });
    expect(await lab.tab.run('hasPicker')).toBe(kind.name === 'Chromium');
  });

  it.each(['/nowhere.js', 'http://localhost:9/elsewhere.js'])(
    'error: a worker that cannot be loaded: %s',
    async (workerUrl) => {
      const job = { urls: [await lab.presign('x')], place: opfs('x'), workerUrl };
      expect(await lab.tab.run('download', job)).toMatchObject({ error: { code: 'ThreadFailed', phase: 'config' } });
    },
  );

  it('error: a policy that forbids the CRC-64 module', async () => {
    const policy = `<meta http-equiv="content-security-policy" content="script-src 'self'">`;
    lab.server.add('/strict/', `<!doctype html>${policy}<script type="module" src="/page.js"></script>`);
    const strict = await lab.openTab('/strict/');
    const job = { urls: [await lab.presign('x')], place: { kind: 'memory' }, options: { threads: 0 } } as const;
    expect(await strict.run('download', job)).toMatchObject({
      error: { code: 'ThreadFailed', phase: 'config', advice: expect.stringContaining("'wasm-unsafe-eval'") },
    });
    await strict.close();
  });

  it('behavior: a script may load the worker later', async () => {
    await lab.store('lazy', mebibyte);
    lab.server.add('/lazy.js', `setTimeout(() => import('/download-worker.js'), 100);`);
    const job = { urls: [await lab.presign('lazy')], place: opfs('lazy'), workerUrl: '/lazy.js', abortAfterMs: 5_000 };
    expect(await lab.tab.run('download', job)).toMatchObject({ summary: { verified: 'crc64' } });
  });

  it('behavior: a worker that never sends a message can be aborted', async () => {
    lab.server.add('/silent.js', '');
    const job = { urls: [await lab.presign('x')], place: opfs('x'), workerUrl: '/silent.js', abortAfterMs: 50 };
    expect(await lab.tab.run('download', job)).toMatchObject({ error: { name: 'AbortError' } });
  });

  it('behavior: no event and no error contains a signature', async () => {
    await lab.store('secret', 12 * mebibyte);
    lab.fault((get) => (get > 9 ? { type: 'disconnect' } : undefined));
    const urls = [await lab.presign('secret')];
    const signature = /x-oss-signature=(\w+)/.exec(urls[0] ?? '')?.[1] ?? 'absent';
    const outcome = await lab.tab.run('download', { urls, place: opfs('secret'), options });
    expect(outcome.error).toBeDefined();
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(outcome)).not.toContain(signature);
    expect(await lab.tab.run('discard', 'secret')).toBeNull();
    expect(await lab.tab.run('list')).not.toContain('secret.ossferry');
  });

  it('behavior: downloadWithAnchor returns that nothing is verified', async () => {
    await lab.store('linked', 10);
    const url = await lab.presign('linked');
    expect(await lab.tab.run('anchor', `${url}`)).toEqual({ verified: 'no', isForced: false });
    await vi.waitFor(() => expect(lab.gets()).toHaveLength(1), { timeout: 10_000 }); // Otherwise the next test would count it.
  });
});
