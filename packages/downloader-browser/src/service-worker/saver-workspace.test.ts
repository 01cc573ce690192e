import { describe, expect, it, onTestFinished } from 'vitest';
import type { SaveOffer } from './messages.ts';
import { openSaverWorkspace } from './saver-workspace.ts';

type Listener = (event: unknown) => void;

// The service worker itself, in Node: only what a browser would dispatch to it is made here. Real browsers run the whole
// in tooling/browser-tests; none of them lets a test stop a download as its user does.
const listeners = new Map<string, Listener>();
globalThis.addEventListener = ((type: string, listener: Listener) => void listeners.set(type, listener)) as never;
await import('../service-worker.ts');

let lastId = 0;

/** A workspace, and what the browser reads of it. */
async function setUp(sizeBytes: number) {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  lastId += 1;
  const url = `https://app.example.com/ossferry-download/${lastId}`;
  const data: SaveOffer = { type: 'ossferry-offer', url, name: 'a.bin', sizeBytes };
  listeners.get('message')?.({ data, ports: [port2] });
  const workspace = openSaverWorkspace(port1 as never, undefined);
  const response = await new Promise<Response>((resolve) => {
    listeners.get('fetch')?.({ request: { url, method: 'GET' }, respondWith: resolve });
  });
  await workspace.reserve(sizeBytes, sizeBytes);
  return { workspace, reader: (response.body as ReadableStream<Uint8Array>).getReader() };
}

/** Lets all messages that are on their way arrive. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('openSaverWorkspace', () => {
  it('default: it is done when the browser has taken the last bytes, not before', async () => {
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

  it('behavior: an empty object is done at once', async () => {
    const { workspace, reader } = await setUp(0);
    await workspace.commit();
    expect((await reader.read()).done).toBe(true);
  });

  it('error: SaveCancelled when the user stops it, also at its end', async () => {
    const { workspace, reader } = await setUp(3);
    await workspace.sink.write(Uint8Array.of(1, 2, 3), 0);
    const committed = workspace.commit();
    await settle();
    await reader.cancel();
    await expect(committed).rejects.toMatchObject({ code: 'SaveCancelled', phase: 'disk' });
    await workspace.release();
    await settle(); // What is on its way to a stream that is over does nothing.
  });

  it('error: a download that fails errors the body', async () => {
    const { workspace, reader } = await setUp(6);
    await workspace.sink.write(Uint8Array.of(1, 2, 3), 0);
    await workspace.release();
    await expect(reader.read()).rejects.toThrow();
  });
});
