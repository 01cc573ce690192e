import type { SecureContext } from 'node:tls';
import { openConnection, type SocketConnection } from './socket-connection.ts';
import type { UrlParts } from './split-url.ts';

/** Connections that carry one request at a time, and are kept for the next one to their origin. */
export interface ConnectionPool {
  /** Gives a connection that was kept, or a fresh one. */
  readonly borrow: (origin: string, parts: UrlParts) => Borrowed;
  /** Keeps a connection for the next request. */
  readonly giveBack: (origin: string, connection: SocketConnection) => void;
  readonly discard: (connection: SocketConnection) => void;
  /** Discards all that are kept for an origin. */
  readonly discardKept: (origin: string) => void;
  /** Discards all that are kept, for whatever origin. */
  readonly discardAllKept: () => void;
  readonly close: () => void;
}

export interface Borrowed {
  readonly connection: SocketConnection;
  /** It has carried no request yet. The server may have closed a kept one meanwhile. */
  readonly isFresh: boolean;
}

export function createConnectionPool(trust: SecureContext | undefined): ConnectionPool {
  const open = new Set<SocketConnection>();
  const kept = new Map<string, SocketConnection[]>();

  const onClosed = (origin: string, connection: SocketConnection): void => {
    open.delete(connection);
    const others = (kept.get(origin) ?? []).filter((other) => other !== connection);
    if (others.length > 0) kept.set(origin, others);
    else kept.delete(origin);
  };
  const discard = (connection: SocketConnection): void => {
    open.delete(connection);
    connection.destroy();
  };

  return {
    borrow(origin, parts) {
      const waiting = kept.get(origin) ?? [];
      for (let connection = waiting.pop(); connection !== undefined; connection = waiting.pop()) {
        if (connection.alive()) return { connection, isFresh: false };
      }
      const connection = openConnection(parts, trust, () => onClosed(origin, connection));
      open.add(connection);
      return { connection, isFresh: true };
    },
    giveBack(origin, connection) {
      connection.rest();
      const waiting = kept.get(origin);
      if (waiting === undefined) kept.set(origin, [connection]);
      else waiting.push(connection);
    },
    discard,
    discardKept(origin) {
      for (const connection of kept.get(origin)?.splice(0) ?? []) discard(connection);
    },
    discardAllKept() {
      for (const connection of [...kept.values()].flatMap((each) => each.splice(0))) discard(connection);
    },
    close() {
      for (const connection of open) connection.destroy();
    },
  };
}
