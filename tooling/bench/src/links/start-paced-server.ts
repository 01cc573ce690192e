import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ServedObject } from '../download/serve-object.ts';

/** A network that limits the rate of each connection, and delays each response. */
export interface Pace {
  readonly bytesPerSecond: number;
  readonly latencyMs: number;
}

/** A server that sends an object at a pace, whatever the path. */
export interface PacedServer {
  readonly origin: string;
  readonly stop: () => void;
}

/** Starts a process that serves the object. */
export async function startPacedServer(
  { bytesPerSecond, latencyMs }: Pace,
  { origin, name, destination }: ServedObject,
): Promise<PacedServer> {
  const response = await fetch(`${origin}/${name}`, { method: 'HEAD' });
  const crc64 = response.headers.get('x-oss-hash-crc64ecma') ?? '';
  const served = join(dirname(destination), 'served', name);
  const program = join(import.meta.dirname, 'paced-server.ts');
  const args = [program, served, crc64, String(bytesPerSecond), String(latencyMs)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(createInterface(child.stdout), 'line');
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
