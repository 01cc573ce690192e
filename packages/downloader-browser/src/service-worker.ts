import {
  type AliveRequest,
  type AliveResponse,
  type FromSaver,
  type SaveOffer,
  savePrefix,
  saveProtocol,
  type ToSaver,
} from './service-worker/messages.ts';

// The service worker of `downloadWithServiceWorker`, used alone or imported by a site's own service worker. It handles
// only its own URLs and messages.
interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface OfferWithPort extends SaveOffer {
  readonly port: MessagePort;
}

declare const registration: ServiceWorkerRegistration;

/** A URL that the page has offered or the browser has requested; either may come first. */
interface PendingSave {
  /** Rejects if no offer arrives in time. */
  readonly offer: Promise<OfferWithPort>;
  readonly resolve: (offer: OfferWithPort) => void;
}

/** How long the page's offer may arrive after the browser's request. */
const offerTimeoutMs = 10_000;

/** By URL, until the response is created. */
const pendingSaves = new Map<string, PendingSave>();
/** All URLs ever offered, also after they were served. A restarted service worker knows none of them. */
const knownUrls = new Set<string>();
/** By URL of a served download: restarts its timeout. */
const keepAlive = new Map<string, () => void>();

/**
 * How long a page may be silent before it counts as closed. It asks every ten seconds. Browsers stop a silent service
 * worker after 30 seconds, and then Firefox keeps a partial file as if it were complete.
 */
const silenceMs = 20_000;

addEventListener('message', ({ data, ports }: MessageEvent<SaveOffer | AliveRequest | undefined>) => {
  const [port] = ports;
  if (port === undefined) return;
  if (data?.type === 'ossferry-alive') {
    keepAlive.get(data.url)?.();
    port.postMessage({ type: knownUrls.has(data.url) ? 'alive' : 'gone' } satisfies AliveResponse);
  } else if (data?.type === 'ossferry-offer') {
    port.postMessage({ type: 'accepted', protocol: saveProtocol } satisfies FromSaver);
    if (data.protocol !== saveProtocol) return; // The page gives up.
    knownUrls.add(data.url);
    pendingSave(data.url).resolve({ ...data, port });
  }
});

addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEvent;
  if (request.method === 'GET' && request.url.startsWith(savePrefix(registration.scope))) {
    respondWith.call(event, respond(request.url));
  }
});

function pendingSave(url: string): PendingSave {
  const present = pendingSaves.get(url);
  if (present !== undefined) return present;
  let resolve: PendingSave['resolve'] = () => undefined;
  const offer = new Promise<OfferWithPort>((resolveOffer, reject) => {
    resolve = resolveOffer;
    setTimeout(() => reject(new Error('no offer')), offerTimeoutMs);
  });
  offer.catch(() => pendingSaves.delete(url));
  const pending = { offer, resolve };
  pendingSaves.set(url, pending);
  return pending;
}

async function respond(url: string): Promise<Response> {
  try {
    const { name, sizeBytes, port } = await pendingSave(url).offer;
    pendingSaves.delete(url);
    return new Response(openBody(url, port), { headers: headersOf(name, sizeBytes) });
  } catch {
    return new Response(null, { status: 404 });
  }
}

/** Includes the length, so the browser detects a body that ends early. */
function headersOf(name: string, sizeBytes: number): Record<string, string> {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encoded}`,
    'content-length': String(sizeBytes),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

function openBody(url: string, port: MessagePort): ReadableStream<Uint8Array<ArrayBuffer>> {
  const post = (message: FromSaver): void => port.postMessage(message);
  /** `closing`: all bytes have arrived, but the browser has not read the last ones. */
  let state: 'open' | 'closing' | 'closed' = 'open';
  let isPulling = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    state = 'closed';
    clearTimeout(timer);
    keepAlive.delete(url);
  };
  const close = (controller: ReadableStreamDefaultController): void => {
    end();
    controller.close();
    post({ type: 'closed' });
  };
  return new ReadableStream({
    start(controller) {
      const restart = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          end();
          controller.error(new Error('the page is silent'));
          post({ type: 'cancel' });
        }, silenceMs);
      };
      keepAlive.set(url, restart);
      restart();
      port.onmessage = ({ data }: MessageEvent<ToSaver>) => {
        if (state === 'closed') return; // Bytes in transit when the user cancelled.
        if (data.type === 'bytes') {
          isPulling = false;
          controller.enqueue(data.bytes);
        } else if (data.type === 'end') {
          state = 'closing';
          if (isPulling) close(controller);
        } else {
          end();
          controller.error(new Error('the download failed'));
        }
      };
    },
    pull(controller) {
      isPulling = true;
      if (state === 'closing') close(controller);
      else post({ type: 'pull' });
    },
    cancel() {
      end();
      post({ type: 'cancel' });
    },
  });
}
