import {
  type FromSaver,
  type AliveResponse,
  type AliveRequest,
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

/** A URL whose download has been offered, or asked for: either may come first. */
interface Meeting {
  /** Rejects when nobody offers anything. */
  readonly offered: Promise<Offered>;
  readonly offer: (offered: Offered) => void;
}

/** The browser may ask for a URL before the page's message about it has come. */
const patienceMs = 10_000;

/** Until the URL has been answered. */
const meetings = new Map<string, Meeting>();
/** What was ever offered: a service worker that was stopped has forgotten it, one that has served it must not. */
const known = new Set<string>();

addEventListener('message', ({ data, ports }: MessageEvent<SaveOffer | AliveRequest | undefined>) => {
  const [port] = ports;
  if (port === undefined) return;
  if (data?.type === 'ossferry-alive') {
    port.postMessage({ type: known.has(data.url) ? 'alive' : 'gone' } satisfies AliveResponse);
  } else if (data?.type === 'ossferry-offer') {
    port.postMessage({ type: 'accepted', protocol: saveProtocol } satisfies FromSaver);
    if (data.protocol !== saveProtocol) return; // The page gives up.
    known.add(data.url);
    meetingAt(data.url).offer({ ...data, port });
  }
});

addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEvent;
  if (request.method === 'GET' && request.url.startsWith(savePrefix(registration.scope))) {
    respondWith.call(event, answer(request.url));
  }
});

function meetingAt(url: string): Meeting {
  const present = meetings.get(url);
  if (present !== undefined) return present;
  let offer: Meeting['offer'] = () => undefined;
  const offered = new Promise<Offered>((resolve, reject) => {
    offer = resolve;
    setTimeout(() => reject(new Error('nothing was offered')), patienceMs);
  });
  offered.catch(() => meetings.delete(url));
  const meeting = { offered, offer };
  meetings.set(url, meeting);
  return meeting;
}

async function answer(url: string): Promise<Response> {
  try {
    const { name, sizeBytes, port } = await meetingAt(url).offered;
    meetings.delete(url);
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
  /** `ending`: all bytes are here, and the browser has not taken the last of them yet. */
  let state: 'open' | 'ending' | 'over' = 'open';
  let isHungry = false;
  const end = (controller: ReadableStreamDefaultController): void => {
    state = 'over';
    controller.close();
    tell({ type: 'closed' });
  };
  return new ReadableStream({
    start(controller) {
      port.onmessage = ({ data }: MessageEvent<ToSaver>) => {
        if (state === 'over') return; // Bytes that were on their way when the user stopped it.
        if (data.type === 'bytes') {
          isHungry = false;
          controller.enqueue(data.bytes);
        } else if (data.type === 'end') {
          state = 'ending';
          if (isHungry) end(controller);
        } else {
          state = 'over';
          controller.error(new Error('the download failed'));
        }
      };
    },
    pull(controller) {
      isHungry = true;
      if (state === 'ending') end(controller);
      else tell({ type: 'pull' });
    },
    cancel() {
      state = 'over';
      tell({ type: 'cancel' });
    },
  });
}
