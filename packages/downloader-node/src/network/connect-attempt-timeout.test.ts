import net, { type NetConnectOpts } from 'node:net';
import { connectAttemptMs } from '@ossferry/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHttpTransport } from './http-transport.ts';
import { openNetwork, readNetworkSettings } from './network.ts';
import { createSocketTransport } from './socket-transport.ts';

const network = openNetwork(readNetworkSettings({ proxy: 'none' }));
const transports = {
  'raw sockets': () => createSocketTransport(network),
  'node:http': () => createHttpTransport(network),
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(Object.entries(transports))('connections of %s', (_, open) => {
  it.each(['http', 'https'])('default: addresses get more than the 250 ms of Node to connect (%s)', async (scheme) => {
    const connect = vi.spyOn(net.Socket.prototype, 'connect');
    const transport = open();
    const request = { url: `${scheme}://127.0.0.1:1/key`, headers: {} };
    await expect(transport.send(request, new AbortController().signal)).rejects.toMatchObject({
      code: 'ConnectionRefused',
    });
    transport.close();
    expect(connect.mock.calls.map(readOptions)).toEqual([
      expect.objectContaining({ autoSelectFamilyAttemptTimeout: connectAttemptMs }),
    ]);
  });
});

it('default: so do the addresses of a proxy with tunnels', async () => {
  const before = net.getDefaultAutoSelectFamilyAttemptTimeout();
  const seen: number[] = [];
  const connect = net.Socket.prototype.connect;
  vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(function (this: net.Socket, ...parameters) {
    seen.push(net.getDefaultAutoSelectFamilyAttemptTimeout());
    return Reflect.apply(connect, this, parameters);
  });
  const transport = createHttpTransport(openNetwork(readNetworkSettings({ proxy: 'http://127.0.0.1:1' })));
  const request = { url: 'https://b.example/key', headers: {} };
  await expect(transport.send(request, new AbortController().signal)).rejects.toMatchObject({
    code: 'ProxyUnreachable',
  });
  transport.close();
  expect(seen).toEqual([connectAttemptMs]);
  expect(net.getDefaultAutoSelectFamilyAttemptTimeout()).toBe(before);
});

/** Node passes its arguments in one array. */
function readOptions([first]: readonly unknown[]): NetConnectOpts {
  return ([first].flat() as NetConnectOpts[])[0] as NetConnectOpts;
}
