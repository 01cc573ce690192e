import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { chromium, chromiumArguments } from '../chromium.ts';

/** What the page measures in one download. */
export interface Measurement {
  readonly durationMs: number;
  readonly longestTaskMs: number;
}

/** A Chromium like a user's, which downloads what it is told to. */
export interface UnwatchedChromium {
  readonly measure: (url: string, name: string) => Promise<Measurement>;
  readonly close: () => Promise<void>;
}

/**
 * Starts Chromium without DevTools: a browser with DevTools reports every chunk of every response, which costs a
 * quarter of its rate. The page requests its next download itself, and sends the result of the last one with it.
 */
export async function startUnwatchedChromium(folder: string, origin: string): Promise<UnwatchedChromium> {
  const server = createServer();
  const requests = on(server, 'request');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const control = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(join(folder, 'served', 'unwatched.html'), pageOf(control));

  const child = spawn(
    chromium.executablePath,
    [...chromiumArguments, `--user-data-dir=${join(folder, 'unwatched-profile')}`, `${origin}/unwatched.html`],
    { stdio: 'ignore', detached: true },
  );
  const ended = once(child, 'exit');
  const exited = ended.then(() => Promise.reject(new Error('Chromium exited')));
  exited.catch(() => undefined);

  const nextRequest = async (): Promise<{ readonly last: Result; readonly response: ServerResponse }> => {
    const { value } = await Promise.race([requests.next(), exited]);
    const [request, response] = value as [IncomingMessage, ServerResponse];
    response.setHeader('access-control-allow-origin', origin);
    return { last: (await json(request)) as Result, response };
  };

  const close = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await ended.catch(() => undefined); // It did not start.
    server.closeAllConnections();
    server.close();
  };

  let { response } = await nextRequest().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    async measure(url, name) {
      response.end(JSON.stringify({ url, name }));
      const next = await nextRequest();
      response = next.response;
      if (typeof next.last === 'string' || next.last === null) throw new Error(`Chromium: ${next.last}`);
      return next.last;
    },
    close,
  };
}

/** A measurement, the text of an error, or null before the first download. */
type Result = Measurement | string | null;

function pageOf(control: string): string {
  return `<!doctype html><meta charset="utf-8"><title>unwatched</title>
<script type="module" src="/page.js"></script>
<script type="module">
  for (let last = null; ; ) {
    const response = await fetch('${control}', { method: 'POST', body: JSON.stringify(last) });
    const { url, name } = await response.json();
    last = await lab.measure(url, name).catch(String);
    await lab.discard(name);
  }
</script>
`;
}
