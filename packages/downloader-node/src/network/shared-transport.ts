import type { RangeTransport } from '@ossferry/downloader-core';
import { type NetworkSettings, openNetwork } from './network.ts';
import { createSocketTransport } from './socket-transport.ts';

const transports = new Map<string, RangeTransport>();
/** Bounds the cache: a program with more different settings opens new connections. */
const maxTransports = 16;

/**
 * Returns the transport that all downloads of this process with the same network settings share, so that they reuse
 * connections. Idle connections do not keep the process alive.
 */
export function sharedTransport(settings: NetworkSettings): RangeTransport {
  const key = JSON.stringify(settings);
  const known = transports.get(key);
  if (known !== undefined) return known;
  const { send } = createSocketTransport(openNetwork(settings));
  const [oldest] = transports.keys();
  if (oldest !== undefined && transports.size >= maxTransports) transports.delete(oldest);
  transports.set(key, send);
  return send;
}
