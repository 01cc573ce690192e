import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as received. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Reply {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: string | object;
  /** `hang` never responds; `drip` sends single bytes forever; `reset` closes the connection. */
  readonly behavior?: 'hang' | 'drip' | 'reset';
}

export interface FakeServer {
  readonly url: string;
  readonly host: string;
  readonly requests: readonly SeenRequest[];
}

/** Starts a server on loopback that records requests, and stops at the end of the test. */
export async function fakeServer(
  answer: (request: SeenRequest, number: number) => Reply | Promise<Reply>,
  hostname = '127.0.0.1',
): Promise<FakeServer> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const target = incoming.url ?? '';
    const [path = '', query = ''] = target.split('?', 2);
    const request: SeenRequest = {
      method: incoming.method ?? '',
      target,
      path,
      query: new URLSearchParams(query),
      headers: incoming.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString(),
    };
    requests.push(request);
    send(outgoing, await answer(request, requests.length));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, hostname, resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const host = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
  return { url: `http://${host}`, host, requests };
}

function send(outgoing: ServerResponse, reply: Reply): void {
  const { status = 200, headers = {}, body = '', behavior } = reply;
  if (behavior === 'hang') return;
  if (behavior === 'reset') {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, headers);
  if (behavior === 'drip') {
    const timer = setInterval(() => outgoing.write(' '), 5);
    outgoing.on('close', () => clearInterval(timer));
    return;
  }
  outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
}
