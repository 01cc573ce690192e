import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server with its own origin, for a page with one script. */
export interface PageServer {
  /** Sets the script, and returns the URL of the page. */
  readonly serve: (source: string) => string;
  readonly close: () => void;
}

/** Starts a server for pages whose only content is a script. */
export async function startPageServer(): Promise<PageServer> {
  let script = '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/download.js';
    response.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    response.end(
      isScript ? script : '<!doctype html><link rel="icon" href="data:,"><script src="/download.js"></script>',
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    serve(source) {
      script = source;
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
