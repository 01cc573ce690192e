import { configError } from '../config-error.ts';

/** The parts of an endpoint option. */
export interface ParsedEndpoint {
  /** `http` or `https`; absent if the option has no scheme. */
  readonly scheme: string | undefined;
  /** Host and, if given, port: `oss-cn-hangzhou.aliyuncs.com`, `[::1]:9000`. */
  readonly authority: string;
  /** Host without port, in lower case. */
  readonly host: string;
  readonly isIpAddress: boolean;
}

/** Parses `[http[s]://]host[:port][/]` without a WHATWG `URL`. Throws for everything else. */
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
      `The endpoint ${quoteRedacted(endpoint)} is not valid.`,
      'Use a host without a path, such as oss-cn-hangzhou.aliyuncs.com or http://[::1]:9000.',
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

/** Eight groups of up to four hexadecimal digits, or fewer with one `::`; IPv4 notation may replace the last two. */
function isIpv6Address(address: string): boolean {
  const tail = /[^:]*$/.exec(address)?.[0] ?? '';
  const plain = tail.includes('.') && isIpv4Address(tail) ? address.replace(tail, '0:0') : address;
  const halves = plain.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const groups = halves.flat();
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  return halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8;
}

/** Quotes an endpoint for a message, without user info and query. A password may contain `@` and `/`. */
function quoteRedacted(endpoint: string): string {
  return JSON.stringify(
    String(endpoint)
      .replace(/^(https?:\/\/)?[^?#]*@/i, '$1***@')
      .replace(/([?#]).*$/s, '$1***')
      .slice(0, 120),
  );
}
