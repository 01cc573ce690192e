import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A running nginx. */
export interface Nginx {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Serves the files of a folder on loopback, each with the CRC-64 header that OSS would send. Throws if it does not start. */
export async function startNginx(folder: string, crc64: string): Promise<Nginx> {
  const port = await findFreePort();
  const configuration = join(folder, 'nginx.conf');
  await writeFile(configuration, nginxConfiguration(folder, port, crc64));
  const child = spawn('nginx', ['-p', folder, '-e', join(folder, 'error.log'), '-c', configuration], {
    stdio: 'inherit',
  });
  const ended = once(child, 'exit');
  const origin = `http://127.0.0.1:${port}`;
  await Promise.race([untilItAnswers(origin), ended.then(() => Promise.reject(new Error('nginx did not start.')))]);
  return {
    origin,
    stop: async () => {
      child.kill('SIGQUIT');
      await ended;
    },
  };
}

function nginxConfiguration(folder: string, port: number, crc64: string): string {
  return `
daemon off;
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
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server {
    listen 127.0.0.1:${port};
    root ${folder}/served;
    add_header x-oss-hash-crc64ecma ${crc64};
    location /many/ { try_files /object =404; }
    location /no-store/ {
      add_header x-oss-hash-crc64ecma ${crc64};
      add_header Cache-Control no-store;
      try_files /object =404;
    }
  }
}
`;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilItAnswers(origin: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const isUp = await fetch(origin, { method: 'HEAD' }).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await wait(50);
  }
  throw new Error(`nginx does not respond at ${origin}.`);
}
