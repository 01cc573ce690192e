import { type HeaderMap, OssError } from '@ossferry/contract';
import { corsRule, describeCorsRule } from './cors-rule.ts';
import type { SendRequest } from './send-request.ts';

/** Finds out what a failed `fetch` most likely means: the browser does not tell scripts. */
export interface CorsDetector {
  /** A request with these headers was answered: CORS lets them through. */
  readonly onAnswer: (headers: HeaderMap) => void;
  readonly explain: (url: string, headers: HeaderMap, cause: unknown, signal: AbortSignal) => Promise<OssError>;
}

/**
 * Makes a judge for one download. A request whose headers never got an answer was most likely stopped by CORS when it fails
 * although the host answers when the page asks blindly (`no-cors`) right after it, and both happen again when it is
 * repeated. Once may be a connection that broke for a moment, and many requests at a time with it.
 */
export function createCorsDetector(send: SendRequest): CorsDetector {
  const answered = new Set<string>();
  /** Requests that failed once while the host answered. The URL may be renewed between two tries: it is no part of them. */
  const suspected = new Set<string>();

  return {
    onAnswer: (headers) => void answered.add(namesOf(headers)),
    async explain(url, headers, cause, signal) {
      if (navigator.onLine === false) return offline(cause);
      const request = `${namesOf(headers)}: ${headers['range']}`;
      if (answered.has(namesOf(headers)) || !(await isReachable(url, send, signal))) {
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
    stop.abort(); // The answer is the whole object: its body is not wanted.
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
    message: `${hostOf(url)} can be reached, but the browser refused: most likely no CORS rule of the bucket lets ${rule.allowedOrigins[0]} send ${namesOf(headers)} (range and if-match are asked for in a preflight).`,
    advice: `Add this rule to the bucket: ${describeCorsRule(rule)}.`,
    cause,
  });
}

function connectionFailed(url: string, cause: unknown): OssError {
  return new OssError({
    code: 'ConnectionFailed',
    phase: 'connect',
    message: `${hostOf(url)} gave no answer that this page may see; the browser does not say why.`,
    advice: 'Check the network, the host name and its certificate, connect-src of the page, and blockers.',
    retryable: true,
    cause,
  });
}

function offline(cause: unknown): OssError {
  return new OssError({
    code: 'Offline',
    phase: 'connect',
    message: 'This device is offline.',
    advice: 'The download goes on by itself when it is back.',
    retryable: true,
    cause,
  });
}

function hostOf(url: string): string {
  return /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1] ?? 'The host';
}
