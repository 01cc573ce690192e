import { Agent, request as sendRequest } from 'node:http';
import { Readable } from 'node:stream';
import { fetchTransport, type Transport } from '../exchange.ts';

/**
 * Sends plain http from this machine itself, whatever proxy the environment names: instance metadata and loopback services
 * mean something else to a proxy. https goes through the platform's `fetch`.
 */
export const directTransport: Transport = (request) => {
  if (!request.url.startsWith('http:')) return fetchTransport(request);
  return new Promise((resolve, reject) => {
    const { method, url, headers, body, signal } = request;
    const sent = sendRequest(url, { method, headers, agent: new Agent(), ...(signal && { signal }) }, (answer) => {
      const { statusCode = 0, rawHeaders } = answer;
      const received = new Headers();
      for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
        received.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
      }
      const isEmpty = statusCode === 204 || statusCode === 304;
      if (isEmpty) answer.resume();
      const stream = isEmpty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
      resolve(new Response(stream, { status: statusCode, headers: received }));
    });
    sent.on('error', reject);
    sent.end(typeof body === 'string' ? body : undefined);
  });
};
