import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type FromSaver, type SaveOffer, saveProtocol } from './messages.ts';
import { openSaverWorkspace } from './saver-workspace.ts';

type Listener = (event: unknown) => void;

// Runs the real service worker in Node, with simulated events. tooling/browser-tests runs it in real browsers, where a
// test cannot cancel a download like a user.
const listeners = new Map<string, Listener>();
globalThis.addEventListener = ((type: string, listener: Listener) => void listeners.set(type, listener)) as never;
const scope = 'https://app.example.com/';
Object.assign(globalThis, { registration: { scope } });
await import('../service-worker.ts');

let lastId = 0;

/** The response of the service worker to a URL; `undefined` if it does not handle it. */
const fetchThrough = (url: string) =>
  new Promise<Response | undefined>((resolve) => {
    listeners.get('fetch')?.({ request: { url, method: 'GET' }, respondWith: resolve });
    resolve(undefined);
  });

/** The response of the service worker to a message. */
const ask = (data: unknown) =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      port1.close();
      resolve(data);
    };
    listeners.get('message')?.({ data, ports: [port2] });
  });

/** A workspace connected to the service worker, and the browser's reader. */
async function setUp(sizeBytes: number) {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  lastId += 1;
  const url = `${scope}ossferry-download/${lastId}`;
  const data: SaveOffer = { type: 'ossferry-offer', protocol: saveProtocol, url, name: 'a.bin', sizeBytes };
  listeners.get('message')?.({ data, ports: [port2] });
  const workspace = openSaverWorkspace(port1 as never, undefined);
  const body = (await fetchThrough(url))?.body;
  if (!body) throw new Error('the service worker did not respond');
  await workspace.reserve(sizeBytes, sizeBytes);
  return { workspace, url, reader: body.getReader() };
}

/** A workspace connected to a service worker that sends these messages. */
function setUpWith(...messages: unknown[]) {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const stop = new AbortController();
  const workspace = openSaverWorkspace(port1 as never, stop.signal);
  for (const message of messages) port2.postMessage(message);
  return { workspace, stop };
}

/** Waits until all messages have arrived. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('openSaverWorkspace', () => {
  it('default: commit resolves when the browser has taken the last bytes', async () => {
    const { workspace, reader } = await setUp(6);
    await workspace.sink.write(Uint8Array.of(1, 2, 3), 0);
    void workspace.sink.write(Uint8Array.of(4, 5, 6), 3);
    let isDone = false;
    const committed = workspace.commit().then(() => {
      isDone = true;
    });
    await settle();
    expect(isDone).toBe(false);
    expect([...((await reader.read()).value ?? [])]).toEqual([1, 2, 3]);
    await settle();
    expect(isDone).toBe(false);
    expect([...((await reader.read()).value ?? [])]).toEqual([4, 5, 6]);
    await committed;
    expect((await reader.read()).done).toBe(true);
    await workspace.release();
  });

  it('behavior: an empty object', async () => {
    const { workspace, reader } = await setUp(0);
    await workspace.commit();
    expect((await reader.read()).done).toBe(true);
  });

  it('error: SaveCancelled when the user cancels during commit', async () => {
    const { workspace, reader } = await setUp(3);
    await workspace.sink.write(Uint8Array.of(1, 2, 3), 0);
    const committed = workspace.commit();
    await settle();
    await reader.cancel();
    await expect(committed).rejects.toMatchObject({ code: 'SaveCancelled', phase: 'disk' });
    await workspace.release();
    await settle(); // Messages to the closed stream are ignored.
  });

  it('error: a failed download errors the body', async () => {
    const { workspace, reader } = await setUp(6);
    await workspace.sink.write(Uint8Array.of(1, 2, 3), 0);
    await workspace.release();
    await expect(reader.read()).rejects.toEqual(new Error('the download failed'));
  });

  it('behavior: starts again only if the browser has received nothing', async () => {
    const { workspace, reader } = await setUp(3);
    await workspace.sink.write(Uint8Array.of(9, 9, 9), 0);
    expect(await workspace.reset()).toBe(true);
    await workspace.sink.write(Uint8Array.of(1, 2), 0);
    await workspace.sink.write(Uint8Array.of(3), 2);
    expect([...((await reader.read()).value ?? [])]).toEqual([1, 2]);
    expect(await workspace.reset()).toBe(false);
    await workspace.release();
  });

  it.each<[string, unknown]>([
    ['without a version', { type: 'pull' }],
    ['with another version', { type: 'accepted', protocol: saveProtocol + 1 }],
  ])('error: ServiceWorkerOutdated %s', async (_, message) => {
    const { workspace } = setUpWith(message);
    await expect(workspace.reserve(6, 6)).rejects.toMatchObject({ code: 'ServiceWorkerOutdated', phase: 'config' });
    await workspace.release();
  });

  it('behavior: an abort ends writes that wait for a paused browser', async () => {
    const accepted: FromSaver = { type: 'accepted', protocol: saveProtocol };
    const { workspace, stop } = setUpWith(accepted, { type: 'pull' } satisfies FromSaver);
    await workspace.reserve(9, 9);
    for (const offset of [0, 3]) await workspace.sink.write(Uint8Array.of(1, 2, 3), offset);
    const waiting = workspace.sink.write(Uint8Array.of(1, 2, 3), 6);
    await settle();
    const reason = new Error('stopped');
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(workspace.commit()).rejects.toBe(reason);
  });
});

describe('the service worker', () => {
  it('behavior: knows an offered download, also after it has ended', async () => {
    const { workspace, url, reader } = await setUp(0);
    expect(await ask({ type: 'ossferry-alive', url })).toEqual({ type: 'alive' });
    await workspace.commit();
    expect((await reader.read()).done).toBe(true);
    expect(await ask({ type: 'ossferry-alive', url })).toEqual({ type: 'alive' });
    expect(await ask({ type: 'ossferry-alive', url: `${scope}ossferry-download/x` })).toEqual({ type: 'gone' });
  });

  it('error: a page that is silent for 20 s, for example because it was closed, fails the download', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { workspace, url, reader } = await setUp(6);
    const read = reader.read();
    vi.advanceTimersByTime(19_000);
    await ask({ type: 'ossferry-alive', url });
    vi.advanceTimersByTime(19_000);
    await workspace.sink.write(Uint8Array.of(1, 2, 3), 0);
    await workspace.sink.write(Uint8Array.of(4, 5, 6), 3);
    expect([...((await read).value ?? [])]).toEqual([1, 2, 3]);
    vi.advanceTimersByTime(1_000);
    await expect(reader.read()).rejects.toEqual(new Error('the page is silent'));
    await expect(workspace.commit()).rejects.toMatchObject({ code: 'SaveCancelled' });
  });

  it('behavior: refuses an offer with another version and returns its own', async () => {
    const url = `${scope}ossferry-download/other`;
    const offer = { type: 'ossferry-offer', protocol: saveProtocol + 1, url, name: 'a.bin', sizeBytes: 1 };
    expect(await ask(offer)).toEqual({ type: 'accepted', protocol: saveProtocol });
    expect(await ask({ type: 'ossferry-alive', url })).toEqual({ type: 'gone' });
  });

  it.each([
    'https://app.example.com/other/ossferry-download/1',
    'https://cdn.example.com/ossferry-download/1',
    'https://app.example.com/?next=/ossferry-download/1',
  ])('behavior: does not handle %s', async (url) => {
    expect(await fetchThrough(url)).toBeUndefined();
  });
});
