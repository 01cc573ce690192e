import { BlockList, isIP } from 'node:net';
import type { UrlParts } from './split-url.ts';

/**
 * Whether a `NO_PROXY` list contains the host of a request. Entries are separated by commas or spaces: `*` matches
 * every host; a domain, with or without a leading dot, matches itself and its subdomains; an address matches itself;
 * `10.0.0.0/8` matches a network. `:port` limits an entry to that port.
 */
export function isExempt(noProxy: string, target: Pick<UrlParts, 'hostname' | 'port'>): boolean {
  const hostname = target.hostname.toLowerCase().replace(/\.$/, '');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(entry, hostname, target.port));
}

function matches(entry: string, hostname: string, port: number): boolean {
  if (entry === '*') return true;
  const { host, onlyPort } = splitEntry(entry);
  if (onlyPort !== undefined && onlyPort !== port) return false;
  if (isIP(hostname) !== 0) return matchesAddress(host, hostname);
  const domain = host.replace(/^\*?\./, '').replace(/\.$/, '');
  return domain !== '' && (hostname === domain || hostname.endsWith(`.${domain}`));
}

function splitEntry(entry: string): { readonly host: string; readonly onlyPort: number | undefined } {
  // An IPv6 address contains colons, so a port can only follow it in brackets.
  if (isIP(entry.split('/', 1)[0] ?? '') !== 0) return { host: entry, onlyPort: undefined };
  const [, bracketed, name, port] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  return { host: bracketed ?? name ?? entry, onlyPort: port === undefined ? undefined : Number(port) };
}

function matchesAddress(entry: string, address: string): boolean {
  const [network = '', prefix] = entry.split('/', 2);
  const family = isIP(network);
  if (family === 0) return false;
  const length = prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix);
  if (prefix === '' || !Number.isInteger(length) || length < 0 || length > (family === 6 ? 128 : 32)) return false;
  const listed = new BlockList();
  listed.addSubnet(network, length, family === 6 ? 'ipv6' : 'ipv4');
  return listed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
