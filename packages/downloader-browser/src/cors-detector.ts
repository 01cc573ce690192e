import { type HeaderMap, OssError } from '@ossferry/contract';
import { corsRule, describeCorsRule } from './cors-rule.ts';
import type { SendRequest } from './send-request.ts';

/** Infers why a `fetch` failed, which the browser does not tell scripts. */
export interface CorsDetector {
  /** Records that a request with these headers got a response, so CORS allows them. */
  readonly onResponse: (headers: HeaderMap) => void;
  readonly explain: (url: string, headers: HeaderMap, cause: unknown, signal: AbortSignal) => Promise<OssError>;
}

/**
 * Creates a detector for one download. A failure is attributed to CORS if its headers have never got a response, the
 * host then responds to a `no-cors` request, and both happen again on the retry. A single failure may be a broken
 * connection, which fails several requests at once.
 */
export function createCorsDetector(send: SendRequest): CorsDetector {
  const allowed = new Set<string>();
  /**
   * Requests that failed once although the host was reachable. Without the URL, which may be renewed between attempts.
   */
  const suspected = new Set<string>();

  return {
    onResponse: (headers) => void allowed.add(namesOf(headers)),
    async explain(url, headers, cause, signal) {
      if (navigator.onLine === false) return offline(cause);
      const request = `${namesOf(headers)}: ${headers['range']}`;
      if (allowed.has(namesOf(headers)) || !(await isReachable(url, send, signal))) {
        suspected.delete(request);
        return connectionFailed(url, cause);
      }
      if (suspected.has(request)) return corsRefused(url, headers, cause);
      suspected.add(request);
      return connectionFailed(url, cause);
    },
  };
}

async function isReachable(url: string, send: SendRequest, signal: AbortSignal): Promise<boolean> {
  const stop = new AbortController();
  try {
    await send(url, {
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.any([signal, stop.signal]),
    });
    return true;
  } catch {
    return false;
  } finally {
    stop.abort(); // The response is the whole object; its body is not needed.
  }
}

function namesOf(headers: HeaderMap): string {
  return Object.keys(headers).sort().join(', ');
}

function corsRefused(url: string, headers: HeaderMap, cause: unknown): OssError {
  const { range: _, 'if-match': __, ...signedHeaders } = headers;
  const rule = corsRule({ signedHeaders });
  return new OssError({
    code: 'CorsRefused',
    phase: 'connect',
    message: `${hostOf(url)} is reachable, but the browser blocked the request: most likely no CORS rule of the bucket allows ${rule.allowedOrigins[0]} to send ${namesOf(headers)}.`,
    advice: `Add this rule to the bucket: ${describeCorsRule(rule)}.`,
    cause,
  });
}

function connectionFailed(url: string, cause: unknown): OssError {
  return new OssError({
    code: 'ConnectionFailed',
    phase: 'connect',
    message: `${hostOf(url)} sent no response that this page can read; the browser does not say why.`,
    advice: "Check the network, the host name and its certificate, the page's connect-src, and blockers.",
    retryable: true,
    cause,
  });
}

function offline(cause: unknown): OssError {
  return new OssError({
    code: 'Offline',
    phase: 'connect',
    message: 'This device is offline.',
    advice: 'The download resumes when it is online again.',
    retryable: true,
    cause,
  });
}

function hostOf(url: string): string {
  return /^https?:\/\/(?:[^/?#]*@)?([^/?#]+)/i.exec(url)?.[1] ?? 'The host';
}
