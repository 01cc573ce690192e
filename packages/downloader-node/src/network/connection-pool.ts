import type { SecureContext } from 'node:tls';
import { openConnection, type SocketConnection } from './socket-connection.ts';
import type { UrlParts } from './split-url.ts';

/** Connections that are reused for the next request to the same origin. Each carries one request at a time. */
export interface ConnectionPool {
  /** Returns an idle connection, or opens a new one. */
  readonly acquire: (origin: string, parts: UrlParts) => AcquiredConnection;
  /** Keeps a connection for the next request. */
  readonly release: (origin: string, connection: SocketConnection) => void;
  readonly discard: (connection: SocketConnection) => void;
  /** Discards all idle connections to an origin. */
  readonly discardIdle: (origin: string) => void;
  readonly discardAllIdle: () => void;
  readonly close: () => void;
}

export interface AcquiredConnection {
  readonly connection: SocketConnection;
  /** It has carried no request yet. The server may have closed one that is reused. */
  readonly isNew: boolean;
}

export function createConnectionPool(trust: SecureContext | undefined): ConnectionPool {
  const open = new Set<SocketConnection>();
  const idle = new Map<string, SocketConnection[]>();

  const onClosed = (origin: string, connection: SocketConnection): void => {
    open.delete(connection);
    const others = (idle.get(origin) ?? []).filter((other) => other !== connection);
    if (others.length > 0) idle.set(origin, others);
    else idle.delete(origin);
  };
  const discard = (connection: SocketConnection): void => {
    open.delete(connection);
    connection.destroy();
  };

  return {
    acquire(origin, parts) {
      const ready = idle.get(origin) ?? [];
      for (let connection = ready.pop(); connection !== undefined; connection = ready.pop()) {
        if (connection.alive()) return { connection, isNew: false };
      }
      const connection = openConnection(parts, trust, () => onClosed(origin, connection));
      open.add(connection);
      return { connection, isNew: true };
    },
    release(origin, connection) {
      connection.rest();
      const ready = idle.get(origin);
      if (ready === undefined) idle.set(origin, [connection]);
      else ready.push(connection);
    },
    discard,
    discardIdle(origin) {
      for (const connection of idle.get(origin)?.splice(0) ?? []) discard(connection);
    },
    discardAllIdle() {
      for (const connection of [...idle.values()].flatMap((each) => each.splice(0))) discard(connection);
    },
    close() {
      for (const connection of open) connection.destroy();
    },
  };
}
