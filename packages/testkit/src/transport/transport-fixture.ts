import type { Transport, WireRequest } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import { type Handler, startTestServer, type TestServer } from './test-server.ts';

/** A transport under test, as its checks use it. */
export interface TransportFixture {
  /** Starts a server and returns its base URL. */
  readonly serve: (handler: Handler) => Promise<string>;
  readonly get: (url: string, more?: Partial<WireRequest>) => Promise<Response>;
  readonly put: (url: string, body: WireRequest['body'], headers?: WireRequest['headers']) => Promise<Response>;
}

/** Makes a check that closes the servers that it started. */
export function fixtureCheck(
  name: string,
  transport: Transport,
  run: (fixture: TransportFixture) => Promise<void>,
): Check {
  return {
    name,
    run: async () => {
      const servers: TestServer[] = [];
      const serve = async (handler: Handler): Promise<string> => {
        const server = await startTestServer(handler);
        servers.push(server);
        return server.base;
      };
      try {
        await run({
          serve,
          get: (url, more = {}) => transport({ method: 'GET', url, headers: {}, ...more }),
          put: (url, body, headers = {}) => transport({ method: 'PUT', url, headers, body }),
        });
      } finally {
        for (const server of servers) server.close();
      }
    },
  };
}
