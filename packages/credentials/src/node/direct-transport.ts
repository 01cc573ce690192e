import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { connectAttemptMs, type Transport } from '@ossferry/contract';
import { fetchTransport } from '../exchange.ts';

// Not `import`: to read all exports of this module, as an import does, loads the whole of fetch, which most who sign never use.
const { Agent, request: sendRequest } = process.getBuiltinModule('node:http');

/**
 * Sends plain http from this machine itself, whatever proxy the environment names: instance metadata and loopback services
 * mean something else to a proxy. https goes through the platform's `fetch`.
 */
export const directTransport: Transport = (request) => {
  if (!request.url.startsWith('http:')) return fetchTransport(request);
  return new Promise((resolve, reject) => {
    const { method, url, headers, body, signal } = request;
    const agent = new Agent({ autoSelectFamilyAttemptTimeout: connectAttemptMs });
    const sent = sendRequest(url, { method, headers, agent, ...(signal && { signal }) }, (answer) => {
      try {
        resolve(toResponse(answer));
      } catch (error) {
        // A status or a header that the web's Response does not know.
        answer.destroy();
        reject(error);
      }
    });
    sent.on('error', reject);
    sent.end(typeof body === 'string' ? body : undefined);
  });
};

const withoutBody: ReadonlySet<number> = new Set([204, 205, 304]);

function toResponse(answer: IncomingMessage): Response {
  const { statusCode: status = 0, rawHeaders } = answer;
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  if (!withoutBody.has(status))
    return new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>, { status, headers });
  answer.resume();
  return new Response(null, { status, headers });
}
