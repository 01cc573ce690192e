import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { connectAttemptMs, type Transport } from '@ossferry/contract';
import { fetchTransport } from '../exchange.ts';

// Not `import`: importing this module reads all its exports, which loads fetch, and most signing programs never use it.
const { Agent, request: sendRequest } = process.getBuiltinModule('node:http');

/**
 * Sends plain http directly, ignoring any proxy in the environment, because instance metadata and loopback addresses mean
 * something else to a proxy. Sends https with the platform's `fetch`.
 */
export const directTransport: Transport = (request) => {
  if (!request.url.startsWith('http:')) return fetchTransport(request);
  return new Promise((resolve, reject) => {
    const { method, url, headers, body, signal } = request;
    const agent = new Agent({ autoSelectFamilyAttemptTimeout: connectAttemptMs });
    const sent = sendRequest(url, { method, headers, agent, ...(signal && { signal }) }, (incoming) => {
      try {
        resolve(toResponse(incoming));
      } catch (error) {
        // A status or a header that the web's `Response` does not allow.
        incoming.destroy();
        reject(error);
      }
    });
    sent.on('error', reject);
    sent.end(typeof body === 'string' ? body : undefined);
  });
};

const withoutBody: ReadonlySet<number> = new Set([204, 205, 304]);

function toResponse(incoming: IncomingMessage): Response {
  const { statusCode: status = 0, rawHeaders } = incoming;
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  if (!withoutBody.has(status))
    return new Response(Readable.toWeb(incoming) as ReadableStream<Uint8Array>, { status, headers });
  incoming.resume();
  return new Response(null, { status, headers });
}
