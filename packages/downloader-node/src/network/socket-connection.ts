import net from 'node:net';
import tls from 'node:tls';
import { connectAttemptMs } from '@ossferry/contract';
import { networkError } from './network-error.ts';
import type { UrlParts } from './split-url.ts';

/** Receives the bytes of a connection. The buffer is reused when `take` returns or its promise resolves. */
export interface Receiver {
  readonly take: (bytes: Buffer) => void | Promise<void>;
  /** The preferred buffer for the next bytes. */
  readonly room?: (() => Uint8Array | undefined) | undefined;
  /** The connection has ended. `wasClosed`: it was closed without an error, which is how some responses end. */
  readonly lost: (error: Error, wasClosed: boolean) => void;
}

/** One connection to one host. */
export interface SocketConnection {
  /** Sets the receiver of all further bytes. */
  readonly receive: (receiver: Receiver) => void;
  /** Makes the connection idle until the next `receive`. */
  readonly rest: () => void;
  readonly write: (text: string) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly alive: () => boolean;
  readonly destroy: () => void;
}

const readBytes = 128 * 1024;
const maxIdleMs = 20_000;

/** Opens a connection. While the receiver handles bytes, further bytes stay in the socket. */
export function openConnection(
  { protocol, hostname, port }: UrlParts,
  trust: tls.SecureContext | undefined,
  onClosed: () => void,
): SocketConnection {
  let receiver: Receiver | null = null;
  let failure: Error | undefined;
  let closed = false;
  let waiting = false; // For the receiver, which is still using its buffer.
  const reportLost = () =>
    receiver?.lost(failure ?? networkError(new Error('closed early'), hostname), failure === undefined);

  /** Returns whether to continue reading. */
  const onBytes = (bytes: Buffer): boolean => {
    if (receiver === null) {
      socket.destroy(); // Bytes without a request: the connection cannot be reused.
      return false;
    }
    const wait = receiver.take(bytes);
    if (wait === undefined) return true;
    waiting = true;
    wait.then(
      () => {
        waiting = false;
        socket.resume();
      },
      () => socket.destroy(),
    );
    return false;
  };

  const room = () => (waiting ? undefined : receiver?.room?.());
  const socket =
    protocol === 'https:' ? connectTls(hostname, port, trust, onBytes) : connectPlain(hostname, port, onBytes, room);
  socket.setNoDelay(true);
  socket.on('error', (cause) => {
    failure = networkError(cause, hostname);
  });
  socket.on('timeout', () => void socket.destroy());
  socket.on('close', () => {
    closed = true;
    onClosed();
    reportLost();
  });

  return {
    receive(next) {
      receiver = next;
      socket.setTimeout(0);
      socket.ref();
      // It was closed without a receiver, which first handles the bytes that it already has.
      if (closed) queueMicrotask(reportLost);
    },
    rest() {
      receiver = null;
      // An idle connection must not keep the process alive. After a long time, it may be silently dead.
      socket.setTimeout(maxIdleMs);
      socket.unref();
    },
    write: (text) => void socket.write(text, 'latin1'),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    alive: () => !socket.destroyed && socket.readable && socket.writable,
    destroy: () => void socket.destroy(),
  };
}

// Reads into the receiver's buffer, or into one buffer that is reused: at full speed, a new buffer for each read costs
// more than the read.
function connectPlain(
  host: string,
  port: number,
  onBytes: (bytes: Buffer) => boolean,
  room: () => Uint8Array | undefined,
): net.Socket {
  const own = Buffer.allocUnsafeSlow(readBytes);
  return net.connect({
    host,
    port,
    autoSelectFamilyAttemptTimeout: connectAttemptMs,
    onread: {
      buffer: () => room() ?? own,
      callback: (count, buffer) => onBytes(Buffer.from(buffer.buffer, buffer.byteOffset, count)),
    },
  });
}

// Not into one buffer: TLS emits all records that it has decrypted, even if it is paused after the first.
function connectTls(
  host: string,
  port: number,
  trust: tls.SecureContext | undefined,
  onBytes: (bytes: Buffer) => boolean,
): net.Socket {
  const servername = net.isIP(host) ? '' : host;
  const options: tls.ConnectionOptions & net.TcpNetConnectOpts = {
    host,
    port,
    autoSelectFamilyAttemptTimeout: connectAttemptMs,
    servername,
    ALPNProtocols: ['http/1.1'],
    ...(trust && { secureContext: trust }),
  };
  const socket = tls.connect(options);
  socket.on('data', (bytes: Buffer) => {
    if (!onBytes(bytes)) socket.pause();
  });
  return socket;
}
