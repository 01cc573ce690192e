import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A running nginx. */
export interface Nginx {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Serves `<folder>/served` on loopback. Each response has this CRC-64, like a response of OSS. */
export async function startNginx(folder: string, crc64: bigint): Promise<Nginx> {
  const port = await findFreePort();
  const configuration = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await writeFile(
    configuration,
    `daemon off;
    worker_processes 2;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    pid ${folder}/nginx.pid;
    events { worker_connections 256; }
    http {
      access_log off;
      sendfile on;
      tcp_nopush on;
      types { text/html html; text/javascript js; }
      default_type application/octet-stream;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
      server {
        listen 127.0.0.1:${port};
        root ${folder}/served;
        add_header x-oss-hash-crc64ecma ${crc64};
      }
    }`,
  );
  const child = spawn('nginx', ['-p', folder, '-e', join(folder, 'error.log'), '-c', configuration]);
  const ended = once(child, 'exit');
  const origin = `http://127.0.0.1:${port}`;
  for (let attempt = 0; !(await isResponding(origin)); attempt += 1) {
    if (attempt === 100) throw new Error('nginx does not respond');
    await wait(50);
  }
  return {
    origin,
    async stop() {
      child.kill('SIGQUIT');
      await ended;
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function isResponding(origin: string): Promise<boolean> {
  return fetch(origin, { method: 'HEAD' }).then(
    () => true,
    () => false,
  );
}
