import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import type { AuditEntry } from '@ossferry/client/handler';
import type { LocalOss } from '@ossferry/local-oss';
import { Hono } from 'hono';
import type { Demo } from '../api.ts';
import { type DemoOss, startDemoOss } from './demo-oss.ts';
import { pagePolicy } from './page-policy.ts';
import { signRoute } from './sign-route.ts';

export interface WebOptions {
  /** The built page, or `development` to serve its sources. */
  readonly page: { readonly folder: string } | 'development';
  /** @default 0, any free port */
  readonly port?: number | undefined;
  /** The local OSS sends at full speed. @default false */
  readonly fast?: boolean | undefined;
  readonly audit?: ((entry: AuditEntry) => void) | undefined;
}

/** A running page with its signing server and its local OSS. */
export interface Web {
  readonly origin: string;
  readonly local: LocalOss;
  readonly close: () => Promise<void>;
}

/** Starts the page with everything it needs, on the loopback address only. */
export async function startWeb(options: WebOptions): Promise<Web> {
  let handle: RequestListener = (_, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => handle(request, response));
  const origin = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const oss = await startDemoOss({ origin, fast: options.fast });
  const vite = options.page === 'development' ? await (await import('./page-files.ts')).openDevelopment() : undefined;
  const { host } = new URL(origin);
  const listener = getRequestListener(routes(oss, options, origin).fetch);
  handle = (request, response) => {
    const isForApp = request.url?.startsWith('/api/') || request.headers.host !== host;
    if (vite === undefined || isForApp) void listener(request, response);
    else vite.middlewares(request, response);
  };
  return {
    origin,
    local: oss.local,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([oss.local.close(), vite?.close()]);
    },
  };
}

function routes(oss: DemoOss, { page, audit }: WebOptions, origin: string): Hono {
  const { local, samples, customDomain } = oss;
  const origins = [local.endpoint, customDomain];
  const { host } = new URL(origin);
  const sign = signRoute(oss, audit);
  const app = new Hono();
  // Any other name that resolves to this machine would be another origin. `localhost` is redirected, others are refused.
  app.use(async (context, next) => {
    const requested = context.req.header('host');
    if (requested === host) return next();
    if (requested === host.replace('127.0.0.1', 'localhost')) return context.redirect(`${origin}${context.req.path}`);
    return context.text(`Unknown host. The page is at ${origin}\n`, 421);
  });
  app.all('/api/sign', (context) => sign(context.req.raw));
  app.get('/api/demo', (context) => context.json({ samples, origins } satisfies Demo));
  if (page !== 'development') {
    app.get('*', pagePolicy(origins), serveStatic({ root: page.folder }));
  }
  return app;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
