import type { RangeTransport } from '@ossferry/downloader-core';
import { createHttpTransport } from './http-transport.ts';
import { type NetworkSettings, openNetwork } from './network.ts';
import { createSocketTransport } from './socket-transport.ts';

const transports = new Map<string, RangeTransport>();
/** Ways to the hosts that are remembered; a program that has more of them makes connections anew. */
const maxTransports = 16;

/**
 * Gives the transport that all downloads of this process share where their way to the hosts is the same: the next small
 * object finds a connection that is open. Connections that wait do not keep the process alive.
 */
export function sharedTransport(settings: NetworkSettings): RangeTransport {
  const key = JSON.stringify(settings);
  const known = transports.get(key);
  if (known !== undefined) return known;
  const network = openNetwork(settings);
  const { send } = createSocketTransport(createHttpTransport(network), network);
  const [oldest] = transports.keys();
  if (oldest !== undefined && transports.size >= maxTransports) transports.delete(oldest);
  transports.set(key, send);
  return send;
}
