import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Reply {
  /** @default 200 */
  readonly status?: number | undefined;
  /** @default 'application/json' */
  readonly type?: string | undefined;
  readonly body: string | Uint8Array;
}

/** A server on loopback. */
export interface LocalServer {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

interface ReceivedRequest {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: string;
}

/** Starts a server that allows requests from pages of any origin. */
export async function startServer(handle: (received: ReceivedRequest) => Reply | Promise<Reply>): Promise<LocalServer> {
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(`http://${request.headers.host}${request.url}`);
    const {
      status = 200,
      type = 'application/json',
      body,
    } = await handle({
      request,
      url,
      body: Buffer.concat(chunks).toString(),
    });
    response.writeHead(status, {
      'content-type': type,
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'access-control-allow-headers': `authorization, ${request.headers['access-control-request-headers'] ?? '*'}`,
      'access-control-expose-headers': 'Date',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
