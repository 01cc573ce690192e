import { configError } from '../config-error.ts';

/** An endpoint option, taken apart. */
export interface ParsedEndpoint {
  /** `http` or `https`; absent when the option names none. */
  readonly scheme: string | undefined;
  /** Host, with its port when there is one: `oss-cn-hangzhou.aliyuncs.com`, `[::1]:9000`. */
  readonly authority: string;
  /** Host alone, in lower case. */
  readonly host: string;
  readonly isIpAddress: boolean;
}

/** Takes `[http[s]://]host[:port][/]` apart, without a WHATWG `URL`. Throws for everything else. */
export function parseEndpoint(endpoint: string): ParsedEndpoint {
  const parts = shape.exec(endpoint);
  const { scheme, authority = '', name, ipv6, port = '1' } = parts?.groups ?? {};
  const host = (ipv6 ?? name ?? '').toLowerCase();
  const isIpv4 = /^[\d.]+$/.test(host);
  const valid =
    parts !== null &&
    (ipv6 === undefined || isIpv6Address(ipv6)) &&
    (!isIpv4 || isIpv4Address(host)) &&
    Number(port) >= 1 &&
    Number(port) <= 65_535;
  if (!valid) {
    throw configError(
      'InvalidEndpoint',
      `The endpoint ${shown(endpoint)} is not valid.`,
      'Give a host, with scheme and port where needed and without a path: oss-cn-hangzhou.aliyuncs.com, http://127.0.0.1:9000, https://[::1]:9000.',
    );
  }
  return { scheme: scheme?.toLowerCase(), authority, host, isIpAddress: isIpv4 || ipv6 !== undefined };
}

const shape =
  /^(?:(?<scheme>https?):\/\/)?(?<authority>(?:(?<name>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)|\[(?<ipv6>[\da-f:.]+)\])(?::(?<port>\d{1,5}))?)\/?$/i;

function isIpv4Address(host: string): boolean {
  const numbers = host.split('.');
  return numbers.length === 4 && numbers.every((number) => /^\d{1,3}$/.test(number) && Number(number) <= 255);
}

/** Eight groups of up to four hexadecimal digits, or fewer around one `::`; the last two may be written as IPv4. */
function isIpv6Address(address: string): boolean {
  const tail = /[^:]*$/.exec(address)?.[0] ?? '';
  const plain = tail.includes('.') && isIpv4Address(tail) ? address.replace(tail, '0:0') : address;
  const halves = plain.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const groups = halves.flat();
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  return halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8;
}

/** User info has no business in an endpoint, but a message must not show it either. A password may hold `@` and `/`. */
function shown(endpoint: string): string {
  return JSON.stringify(
    String(endpoint)
      .replace(/^(https?:\/\/)?[^?#]*@/i, '$1***@')
      .replace(/([?#]).*$/s, '$1***')
      .slice(0, 120),
  );
}
