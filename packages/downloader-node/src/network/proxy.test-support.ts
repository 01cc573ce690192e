import { spawn, spawnSync } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from 'proxy-chain';

/** A third-party proxy on this machine. */
export interface RunningProxy {
  /** `host:port`. */
  readonly authority: string;
  /** Its requests, as far as it reports them: `CONNECT host:port` and `GET http://…`. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

export interface ProxyAccount {
  readonly user: string;
  readonly password: string;
}

/** Whether tinyproxy is installed. */
export const hasTinyproxy: boolean = spawnSync('tinyproxy', ['-v']).status === 0;

/** Starts proxy-chain, from npm. */
export async function startProxyChain(account?: ProxyAccount): Promise<RunningProxy> {
  const requests: string[] = [];
  const server = new Server({
    host: '127.0.0.1',
    port: 0,
    prepareRequestFunction({ username, password, request, hostname, port, isHttp }) {
      requests.push(`${request.method} ${isHttp ? request.url : `${hostname}:${port}`}`);
      const refused = account !== undefined && (username !== account.user || password !== account.password);
      return { requestAuthentication: refused };
    },
  });
  await server.listen();
  return { authority: `127.0.0.1:${server.port}`, requests, close: () => server.close(true) };
}

/** Starts tinyproxy, from Debian. */
export async function startTinyproxy(account?: ProxyAccount): Promise<RunningProxy> {
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-proxy-'));
  const port = await freePort();
  const lines = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'LogLevel Info',
    ...(account === undefined ? [] : [`BasicAuth ${account.user} ${account.password}`]),
  ];
  await writeFile(join(folder, 'conf'), `${lines.join('\n')}\n`);
  const child = spawn('tinyproxy', ['-d', '-c', join(folder, 'conf')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const requests: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    for (const [, line] of chunk.toString().matchAll(/Request .*?: (\w+ \S+)/g)) requests.push(line ?? '');
  });
  for await (const [chunk] of on(child.stdout, 'data')) if (String(chunk).includes('Accepting connections')) break;
  return {
    authority: `127.0.0.1:${port}`,
    requests,
    async close() {
      child.kill();
      await once(child, 'close');
      await rm(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
