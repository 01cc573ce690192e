import { BlockList, isIP } from 'node:net';
import type { UrlParts } from './split-url.ts';

/**
 * Whether a `NO_PROXY` list names the host of a request. Entries are separated by commas or spaces: `*` is every host;
 * a domain, with or without a leading dot, is it and everything below it; an address is itself; `10.0.0.0/8` is a
 * network. `:port` limits an entry to that port.
 */
export function isExempt(noProxy: string, target: Pick<UrlParts, 'hostname' | 'port'>): boolean {
  const hostname = target.hostname.toLowerCase().replace(/\.$/, '');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && names(entry, hostname, target.port));
}

function names(entry: string, hostname: string, port: number): boolean {
  if (entry === '*') return true;
  const { host, onlyPort } = splitEntry(entry);
  if (onlyPort !== undefined && onlyPort !== port) return false;
  if (isIP(hostname) !== 0) return namesAddress(host, hostname);
  const domain = host.replace(/^\*?\./, '').replace(/\.$/, '');
  return domain !== '' && (hostname === domain || hostname.endsWith(`.${domain}`));
}

function splitEntry(entry: string): { readonly host: string; readonly onlyPort: number | undefined } {
  // A bare IPv6 address is full of colons: a port can only follow it in brackets.
  if (isIP(entry.split('/', 1)[0] ?? '') !== 0) return { host: entry, onlyPort: undefined };
  const [, bracketed, name, port] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  return { host: bracketed ?? name ?? entry, onlyPort: port === undefined ? undefined : Number(port) };
}

function namesAddress(entry: string, address: string): boolean {
  const [network = '', prefix] = entry.split('/', 2);
  const family = isIP(network);
  if (family === 0) return false;
  const length = prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix);
  if (prefix === '' || !Number.isInteger(length) || length < 0 || length > (family === 6 ? 128 : 32)) return false;
  const listed = new BlockList();
  listed.addSubnet(network, length, family === 6 ? 'ipv6' : 'ipv4');
  return listed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
