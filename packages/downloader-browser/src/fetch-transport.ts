import { type HeaderMap, OssError } from '@ossferry/contract';
import type { DownloadEvent, RangeResponse, RangeTransport } from '@ossferry/downloader-core';
import { createCorsDetector } from './cors-detector.ts';
import { findLostGuarantees } from './hidden-headers.ts';
import { createContentRangeResolver } from './content-range-resolver.ts';
import { readBody } from './read-body.ts';
import type { SendRequest } from './send-request.ts';

export interface FetchTransportOptions {
  readonly send: SendRequest;
  /** Hears once of each guarantee that the bucket's CORS rule takes away. */
  readonly onWarning: (warning: Extract<DownloadEvent, { type: 'warning' }>) => void;
}

/** A transport over `fetch`, for pages and workers: it copes with what CORS hides and names it. */
export function createFetchTransport({ send, onWarning }: FetchTransportOptions): RangeTransport {
  const judge = createCorsDetector(send);
  const place = createContentRangeResolver();
  let warned = false;

  return async ({ url, headers }, signal) => {
    const sent = sendableHeaders(headers);
    const get = async (ranged: HeaderMap): Promise<Response> => {
      const response = await send(url, { ...requestInit, headers: ranged, signal }).catch(async (cause) => {
        signal.throwIfAborted();
        throw await judge.explain(url, ranged, cause, signal);
      });
      judge.onAnswer(ranged);
      if (response.type === 'opaqueredirect') throw redirected();
      return response;
    };
    const response = await get(sent);
    const answer = toRangeResponse(response);
    if (response.type === 'cors' && response.ok && !warned) {
      warned = true;
      for (const warning of findLostGuarantees(answer)) onWarning(warning);
    }
    return place(answer, sent, async (range) => toRangeResponse(await get({ ...sent, range })));
  };
}

const requestInit: RequestInit = {
  cache: 'no-store',
  credentials: 'omit',
  redirect: 'manual',
};

const forbidden =
  /^(sec-|proxy-|host$|cookie$|date$|origin$|referer$|user-agent$|connection$|content-length$|te$|via$)/;

// `Accept-Encoding` belongs to the browser, which sends `identity` with every `Range`.
function sendableHeaders({ 'accept-encoding': encoding, ...headers }: HeaderMap): HeaderMap {
  const name = Object.keys(headers).find((header) => forbidden.test(header));
  if (name === undefined && (encoding === undefined || encoding === 'identity')) return headers;
  throw new OssError({
    code: 'HeaderForbidden',
    phase: 'config',
    message: `The URL was signed with the header ${name ?? 'accept-encoding'}, which browsers do not let pages send.`,
    advice: 'Presign it without this header.',
  });
}

function toRangeResponse(response: Response): RangeResponse {
  const { body, headers, status } = response;
  return {
    status,
    header: (name) => headers.get(name),
    async read(take) {
      try {
        await readBody(body, take);
      } catch (cause) {
        throw cause instanceof TypeError ? connectionLost(cause) : cause;
      }
    },
    cancel: () => void (body?.locked ? undefined : body?.cancel().catch(() => undefined)),
  };
}

function connectionLost(cause: TypeError): OssError {
  return new OssError({
    code: 'ConnectionLost',
    phase: 'body',
    message: 'The connection broke in the middle of an answer.',
    advice: 'Check the network; run it again: what came is kept.',
    retryable: true,
    cause,
  });
}

function redirected(): OssError {
  return new OssError({
    code: 'Redirected',
    phase: 'headers',
    message: 'The server points somewhere else.',
    advice: 'A presigned URL is not sent to another host: use the URL that the redirect leads to.',
  });
}
