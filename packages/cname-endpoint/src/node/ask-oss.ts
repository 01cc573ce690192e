import { type IncomingMessage, request } from 'node:http';
import { parseErrorXml } from '@ossferry/contract';
import type { AnswerFacts, Unreachable } from './cname-report.ts';
import { failureCode } from './failure-code.ts';
import type { Server } from './read-certificate.ts';

/** Sends a server a request over HTTP, without credentials, to list one object of the bucket. Never throws. */
export async function askOss(server: Server): Promise<AnswerFacts | Unreachable> {
  try {
    return await sendRequest(server);
  } catch (error) {
    return { failure: failureCode(error) };
  }
}

function sendRequest({ domain, address, port, signal }: Server): Promise<AnswerFacts> {
  return new Promise((resolve, reject) => {
    const headers = { host: port === 80 ? domain : `${domain}:${port}`, 'accept-encoding': 'identity' };
    // `fetch` cannot send a request for a host to a given address.
    const sent = request({ host: address, port, path: probe, headers, signal, agent: false });
    sent.once('error', reject);
    sent.once('response', (response) => {
      const header = (name: string) => response.headers[name]?.toString();
      const facts = { status: response.statusCode ?? 0, requestId: header('x-oss-request-id'), ec: header('x-oss-ec') };
      // Only the body of an error matters; that of a website may be large.
      if (facts.status < 400) {
        response.destroy();
        resolve({ ...facts, ossCode: undefined });
        return;
      }
      readStart(response).then((body) => {
        const error = parseErrorXml(body);
        resolve({ ...facts, ossCode: error['Code'], ec: facts.ec ?? error['EC'] });
      }, reject);
    });
    sent.end();
  });
}

/** Reads at most 64 KiB, because the response may be a large or endless page of a website. */
async function readStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxErrorBytes) break;
  }
  return Buffer.concat(chunks).toString();
}

const maxErrorBytes = 64 * 1024;

// A private bucket refuses it, a public one sends a short response, and neither reads an object or contacts its origin.
const probe = '/?list-type=2&max-keys=1';
