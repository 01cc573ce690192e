import { type HeaderMap, OssError } from '@ossferry/contract';
import type { DownloadEvent, RangeResponse, RangeTransport } from '@ossferry/downloader-core';
import { createContentRangeResolver } from './content-range-resolver.ts';
import { createCorsDetector } from './cors-detector.ts';
import { findLostGuarantees } from './hidden-headers.ts';
import { readBody } from './read-body.ts';
import type { SendRequest } from './send-request.ts';

export interface FetchTransportOptions {
  readonly send: SendRequest;
  /** Called once for each guarantee that the bucket's CORS rule takes away. */
  readonly onWarning: (warning: Extract<DownloadEvent, { type: 'warning' }>) => void;
}

/** Creates a transport over `fetch` that works around headers hidden by CORS and warns about them. */
export function createFetchTransport({ send, onWarning }: FetchTransportOptions): RangeTransport {
  const cors = createCorsDetector(send);
  const resolveContentRange = createContentRangeResolver();
  let warned = false;

  return async ({ url, headers }, signal) => {
    const sent = sendableHeaders(headers);
    const get = async (ranged: HeaderMap): Promise<Response> => {
      const response = await send(url, { ...requestInit, headers: ranged, signal }).catch(async (cause) => {
        signal.throwIfAborted();
        throw await cors.explain(url, ranged, cause, signal);
      });
      cors.onResponse(ranged);
      if (response.type === 'opaqueredirect') throw redirected();
      return response;
    };
    const response = await get(sent);
    const rangeResponse = toRangeResponse(response);
    if (response.type === 'cors' && response.ok && !warned) {
      warned = true;
      for (const warning of findLostGuarantees(rangeResponse)) onWarning(warning);
    }
    return resolveContentRange(rangeResponse, sent, async (range) => toRangeResponse(await get({ ...sent, range })));
  };
}

const requestInit: RequestInit = {
  cache: 'no-store',
  credentials: 'omit',
  redirect: 'manual',
};

const forbidden =
  /^(sec-|proxy-|host$|cookie$|date$|origin$|referer$|user-agent$|connection$|content-length$|te$|via$)/;

// The browser controls `Accept-Encoding`, and sends `identity` with every `Range`.
function sendableHeaders({ 'accept-encoding': encoding, ...headers }: HeaderMap): HeaderMap {
  const name = Object.keys(headers).find((header) => forbidden.test(header));
  if (name === undefined && (encoding === undefined || encoding === 'identity')) return headers;
  throw new OssError({
    code: 'HeaderForbidden',
    phase: 'config',
    message: `The URL was signed with the header ${name ?? 'accept-encoding'}, which browsers do not let pages set.`,
    advice: 'Presign it without this header.',
  });
}

function toRangeResponse(response: Response): RangeResponse {
  const { body, headers, status } = response;
  return {
    status,
    header: (name) => headers.get(name),
    async read(onChunk) {
      try {
        await readBody(body, onChunk);
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
    message: 'The connection was lost during the response.',
    advice: 'Check the network and run it again to resume.',
    retryable: true,
    cause,
  });
}

function redirected(): OssError {
  return new OssError({
    code: 'Redirected',
    phase: 'headers',
    message: 'The server sent a redirect.',
    advice: 'Redirects are not followed with a presigned URL: use the URL of the redirect target.',
  });
}
