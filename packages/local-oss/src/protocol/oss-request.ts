import type { IncomingMessage } from 'node:http';
import { decodeHeaderValue } from './header-value.ts';
import { parseQuery, type QueryParameter } from './query.ts';

/** A request without any normalization, because signatures cover the bytes that were sent. */
export interface OssRequest {
  readonly method: string;
  /** Path of the request target, still percent-encoded. */
  readonly rawPath: string;
  /** Decoded parameters, in their order. */
  readonly query: readonly QueryParameter[];
  /** Names in lower case; repeated headers are joined with a comma, as in signatures. */
  readonly headers: ReadonlyMap<string, string>;
  /** The `Host` header, without port, in lower case; IPv6 addresses keep their brackets. */
  readonly host: string;
  /** The `Host` header as sent. */
  readonly hostAndPort: string;
  /** The body. */
  readonly message: IncomingMessage;
}

/** Parses the target and the headers of a request. */
export function parseRequest(message: IncomingMessage): OssRequest {
  const { path, query } = splitTarget(message.url ?? '/');
  const headers = new Map<string, string>();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    headers.set(name, (values ?? []).map(decodeHeaderValue).join(','));
  }
  const hostAndPort = headers.get('host') ?? '';
  return {
    method: message.method ?? 'GET',
    rawPath: path,
    query: parseQuery(query),
    headers,
    host: hostAndPort.replace(/:\d*$/, '').toLowerCase(),
    hostAndPort,
    message,
  };
}

/** Also accepts the absolute form `http://host/path?query`, which proxies use. */
function splitTarget(target: string): { path: string; query: string } {
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i.exec(target);
  const rest = origin === null ? target : target.slice(origin[0].length);
  const mark = rest.indexOf('?');
  const path = mark === -1 ? rest : rest.slice(0, mark);
  return { path: path === '' ? '/' : path, query: mark === -1 ? '' : rest.slice(mark + 1) };
}
