import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { HeaderMap } from '@ossferry/contract';

/** A request exactly as it is to go over the wire. */
export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderMap;
  readonly body?: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Sends to a port of this machine, whatever host the URL names; nothing of the URL is normalised. */
export async function sendRaw({ method, url, headers, body = '' }: RawRequest, port: number): Promise<Answer> {
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
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return { status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() };
}
