import { readFile } from 'node:fs/promises';

/** The kernel's queues for the connections to a local port. */
export interface SocketQueues {
  /** Bytes that were written and not yet read by the other program. */
  readonly unreadBytes: number;
  /** Open connections of the other program. */
  readonly connections: number;
}

/** Reads Linux's TCP socket tables (`/proc/net/tcp`), while one of the two programs is stopped. */
export async function readSocketQueues(port: number): Promise<SocketQueues> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  let unreadBytes = 0;
  let connections = 0;
  for (const line of tables.flatMap((table) => table.split('\n').slice(1))) {
    const [, local = '', remote = '', state, queues = ''] = line.trim().split(/\s+/);
    const [sent = 0, received = 0] = queues.split(':').map((hex) => Number.parseInt(hex, 16));
    // Our send queue holds bytes that were not delivered, their receive queue bytes that were not read.
    if (portOf(local) === port && state !== listening) unreadBytes += sent;
    if (portOf(remote) !== port) continue;
    unreadBytes += received;
    if (state === established) connections += 1;
  }
  return { unreadBytes, connections };
}

const established = '01';
/** The queues of listening sockets count connections, not bytes. */
const listening = '0A';

function portOf(address: string): number {
  return Number.parseInt(address.split(':')[1] ?? '', 16);
}
