import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page with one script, of an origin of its own. */
export interface PageServer {
  /** Makes `source` the script, and gives the address of the page. */
  readonly serve: (source: string) => string;
  readonly close: () => void;
}

/** Serves pages whose only content is a script. */
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
