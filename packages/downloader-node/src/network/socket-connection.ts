import net from 'node:net';
import tls from 'node:tls';
import { connectAttemptMs } from '@ossferry/contract';
import { networkError } from './network-error.ts';
import type { UrlParts } from './split-url.ts';

/** Takes what arrives. The bytes are only lent: they are overwritten once `take` is done with them. */
export interface Receiver {
  readonly take: (bytes: Buffer) => void | Promise<void>;
  /** Where the next bytes would best be put. */
  readonly room?: (() => Uint8Array | undefined) | undefined;
  /** The connection is gone: nothing more comes. `wasClosed` tells that it did not break: some answers end like that. */
  readonly lost: (error: Error, wasClosed: boolean) => void;
}

/** One connection to one host. */
export interface SocketConnection {
  /** Says who gets what arrives from now on. */
  readonly receive: (receiver: Receiver) => void;
  /** Nobody waits for anything, until the next `receive`. */
  readonly rest: () => void;
  readonly write: (text: string) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly alive: () => boolean;
  readonly destroy: () => void;
}

const readBytes = 128 * 1024;
const maxIdleMs = 20_000;

/** Connects; bytes go to the receiver as they come, and wait in the socket while it is not done with the last ones. */
export function openConnection(
  { protocol, hostname, port }: UrlParts,
  trust: tls.SecureContext | undefined,
  onClosed: () => void,
): SocketConnection {
  let receiver: Receiver | null = null;
  let failure: Error | undefined;
  let closed = false;
  let waiting = false; // For the receiver to be done with what it took: its memory is in use.
  const tellLost = () =>
    receiver?.lost(failure ?? networkError(new Error('closed early'), hostname), failure === undefined);

  /** Whether more may come at once. */
  const onBytes = (bytes: Buffer): boolean => {
    if (receiver === null) {
      socket.destroy(); // Bytes that nobody asked for: this connection is out of step.
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
    tellLost();
  });

  return {
    receive(next) {
      receiver = next;
      socket.setTimeout(0);
      socket.ref();
      if (closed) tellLost(); // It happened while nobody was looking.
    },
    rest() {
      receiver = null;
      // An idle connection must not keep the process alive. One that was idle for long may be dead without a word.
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

// Straight to where the receiver wants the bytes, or into one buffer again and again: at full speed, a new buffer for each
// read costs more than the read.
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

// Not into one buffer: TLS hands out all records that it has decrypted, also when it is asked to wait after the first.
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
