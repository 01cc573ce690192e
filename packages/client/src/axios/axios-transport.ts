import { redactText, type Transport } from '@ossferry/contract';
import type { AxiosError, AxiosInstance } from 'axios';
import { checkFetchable } from '../transport/check-fetchable.ts';
import { wireBody } from '../transport/wire-body.ts';

/**
 * Creates a transport that uses an axios instance with its interceptors and timeouts, for Node and browsers. It behaves
 * like the `fetch` transport and uses axios' `fetch` adapter: other adapters return no web stream and lose the reason of
 * an abort. The instance must not add `params`, `auth` or signed headers.
 */
export function axiosTransport(axios: AxiosInstance): Transport {
  return async ({ method, url, headers, body, signal }) => {
    checkFetchable(url);
    try {
      const response = await axios.request<ReadableStream<Uint8Array> | null>({
        adapter: 'fetch',
        method,
        url,
        // `false` stops axios from adding a content type, which the signature would have to cover.
        headers: { 'content-type': false, 'accept-encoding': 'identity', ...headers },
        data: body === undefined ? undefined : wireBody(body),
        // The default would send the whole buffer of a view on a part of it.
        transformRequest: (data: unknown) => data,
        responseType: 'stream',
        maxRedirects: 0,
        fetchOptions: { redirect: 'manual' },
        validateStatus: () => true,
        ...(signal !== undefined && { signal }),
      });
      // Browsers report a redirect as status 0, which `new Response` does not accept.
      if (response.status === 0) return Response.error();
      const bodyless = method === 'HEAD' || bodylessStatus.has(response.status);
      // axios ignores the signal after the headers, but an abort must also end the body.
      const data = signal === undefined ? response.data : response.data?.pipeThrough(new TransformStream(), { signal });
      return new Response(bodyless ? null : data, {
        status: response.status,
        statusText: response.statusText,
        headers: new Headers(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
      });
    } catch (error) {
      // axios wraps an abort in its own error; callers expect the signal's reason.
      signal?.throwIfAborted();
      throw withoutRequest(error as AxiosError);
    }
  };
}

/** Drops the request of an `AxiosError`, so that printing the error does not show the signature. */
function withoutRequest({ message, code, cause }: AxiosError): Error {
  return Object.assign(new Error(redactText(message), { cause }), { code });
}

// `new Response` throws for a body with these.
const bodylessStatus: ReadonlySet<number> = new Set([204, 205, 304]);
