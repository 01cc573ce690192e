import {
  type FromSaver,
  type LifeAnswer,
  type LifeQuestion,
  type SaveOffer,
  savePrefix,
  saveProtocol,
  type ToSaver,
} from './service-worker/messages.ts';

// The service worker of `downloadWithServiceWorker`, alone or imported by one that a site has already: it answers for its own
// URLs and listens to its own messages only.
interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface Offered extends SaveOffer {
  readonly port: MessagePort;
}

declare const registration: ServiceWorkerRegistration;

/** The browser may ask for a URL before the page's message about it has come. */
const patienceMs = 10_000;

const offers = new Map<string, (offered: Offered) => void>();
const awaited = new Map<string, Promise<Offered>>();
/** What was ever offered: a service worker that was stopped has forgotten it, one that has served it must not. */
const known = new Set<string>();

addEventListener('message', ({ data, ports }: MessageEvent<SaveOffer | LifeQuestion | undefined>) => {
  const [port] = ports;
  if (port === undefined) return;
  if (data?.type === 'ossferry-alive') {
    port.postMessage({ type: known.has(data.url) ? 'alive' : 'gone' } satisfies LifeAnswer);
  } else if (data?.type === 'ossferry-offer') {
    port.postMessage({ type: 'accepted', protocol: saveProtocol } satisfies FromSaver);
    if (data.protocol !== saveProtocol) return; // The page gives up.
    known.add(data.url);
    void offerOf(data.url);
    offers.get(data.url)?.({ ...data, port });
  }
});

addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEvent;
  if (request.method === 'GET' && request.url.startsWith(savePrefix(registration.scope))) {
    respondWith.call(event, answer(request.url));
  }
});

/** What is offered for a URL, now or in a moment. */
function offerOf(url: string): Promise<Offered> {
  const present = awaited.get(url);
  if (present !== undefined) return present;
  const offered = new Promise<Offered>((resolve, reject) => {
    offers.set(url, resolve);
    setTimeout(() => reject(new Error('nothing was offered')), patienceMs);
  }).finally(() => offers.delete(url));
  offered.catch(() => awaited.delete(url));
  awaited.set(url, offered);
  return offered;
}

async function answer(url: string): Promise<Response> {
  try {
    const { name, sizeBytes, port } = await offerOf(url);
    awaited.delete(url);
    return new Response(openBody(port), { headers: headersOf(name, sizeBytes) });
  } catch {
    return new Response(null, { status: 404 });
  }
}

/** With the length, so that a browser tells a body that ends early from a whole one. */
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

function openBody(port: MessagePort): ReadableStream<Uint8Array<ArrayBuffer>> {
  const tell = (message: FromSaver): void => port.postMessage(message);
  let isHungry = false;
  let isEnding = false;
  let isOver = false;
  const end = (controller: ReadableStreamDefaultController): void => {
    isOver = true;
    controller.close();
    tell({ type: 'closed' });
  };
  return new ReadableStream({
    start(controller) {
      port.onmessage = ({ data }: MessageEvent<ToSaver>) => {
        if (isOver) return; // Bytes that were on their way when the user stopped it.
        if (data.type === 'bytes') {
          isHungry = false;
          return controller.enqueue(data.bytes);
        }
        if (data.type === 'end') {
          isEnding = true;
          if (isHungry) end(controller); // Otherwise once the browser has taken what it was given.
          return;
        }
        isOver = true;
        controller.error(new Error('the download failed'));
      };
    },
    pull(controller) {
      isHungry = true;
      if (isEnding) end(controller);
      else tell({ type: 'pull' });
    },
    cancel() {
      isOver = true;
      tell({ type: 'cancel' });
    },
  });
}
