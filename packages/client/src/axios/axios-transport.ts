import { redactText, type Transport } from '@ossferry/contract';
import type { AxiosError, AxiosInstance } from 'axios';
import { checkFetchable } from '../transport/check-fetchable.ts';
import { wireBody } from '../transport/wire-body.ts';

/**
 * Makes a transport over an axios instance that is handed in, for Node and browsers: interceptors and timeouts of the
 * instance apply. It keeps the promises of the `fetch` transport, so it uses axios' `fetch` adapter: the others give no
 * web stream and lose the reason of an abort. The instance must not add `params`, `auth` or signed headers.
 */
export function axiosTransport(axios: AxiosInstance): Transport {
  return async ({ method, url, headers, body, signal }) => {
    checkFetchable(url);
    try {
      const reply = await axios.request<ReadableStream<Uint8Array> | null>({
        adapter: 'fetch',
        method,
        url,
        // `false` keeps axios from guessing a content type, which the signature would have to cover.
        headers: { 'content-type': false, 'accept-encoding': 'identity', ...headers },
        data: body === undefined ? undefined : wireBody(body),
        // The default one would send the whole buffer behind a view of a part of it.
        transformRequest: (data: unknown) => data,
        responseType: 'stream',
        maxRedirects: 0,
        fetchOptions: { redirect: 'manual' },
        validateStatus: () => true,
        ...(signal !== undefined && { signal }),
      });
      // A redirect that a browser hides, as `fetch` shows it too; `new Response` makes none with this status.
      if (reply.status === 0) return Response.error();
      const bodyless = method === 'HEAD' || bodylessStatus.has(reply.status);
      // axios forgets the signal once the head is there: an abort has to end the body too.
      const data = signal === undefined ? reply.data : reply.data?.pipeThrough(new TransformStream(), { signal });
      return new Response(bodyless ? null : data, {
        status: reply.status,
        statusText: reply.statusText,
        headers: new Headers(Object.entries(reply.headers).map(([name, value]) => [name, String(value)])),
      });
    } catch (error) {
      // axios wraps an abort in an error of its own; callers expect the signal's reason.
      signal?.throwIfAborted();
      throw withoutRequest(error as AxiosError);
    }
  };
}

/** An `AxiosError` holds the whole request, its signature too, for everybody who prints it. */
function withoutRequest({ message, code, cause }: AxiosError): Error {
  return Object.assign(new Error(redactText(message), { cause }), { code });
}

// `new Response` throws when these come with a body.
const bodylessStatus: ReadonlySet<number> = new Set([204, 205, 304]);
