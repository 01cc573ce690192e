import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { HeaderMap } from '@ossferry/contract';

/** A request to send byte for byte. */
export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderMap;
  readonly body?: string | undefined;
}

export interface RawResponse {
  readonly status: number;
  readonly text: string;
}

/** Sends a request to a port of this machine, regardless of the host of the URL. The URL is not normalized. */
export async function sendRaw({ method, url, headers, body = '' }: RawRequest, port: number): Promise<RawResponse> {
  const [, host = '', path = ''] = /^https?:\/\/([^/]+)(.*)$/s.exec(url) ?? [];
  const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const sent = request({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: { host, ...length, ...headers },
    agent: false,
  });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() };
}
