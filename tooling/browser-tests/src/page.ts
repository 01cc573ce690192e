import {
  chooseDestination,
  type Destination,
  type DownloadEvent,
  type DownloadOptions,
  discardDownload,
  download,
  downloadWithAnchor,
  downloadWithServiceWorker,
  saveFile,
  toMemory,
  toOpfs,
  toPickedFile,
} from '@ossferry/downloader-browser';

/** The destination of a test, as plain data. */
export type Place =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'opfs'; readonly name: string }
  | { readonly kind: 'memory'; readonly limitBytes?: number }
  // Headless browsers show no dialog, so the handle comes from the origin private file system.
  | { readonly kind: 'picked-file'; readonly name: string; readonly stageName?: string };

export interface Job {
  /** One URL, or several for a source function that returns one after the other. */
  readonly urls: readonly string[];
  readonly place: Place;
  readonly options?: Pick<
    DownloadOptions,
    | 'parallel'
    | 'partSizeBytes'
    | 'overwrite'
    | 'onChange'
    | 'retry'
    | 'threads'
    | 'limitRateBytesPerSecond'
    | 'referrerPolicy'
  >;
  readonly workerUrl?: string;
  /** The call of the source function that fails, from 1. */
  readonly sourceFailsAt?: number;
  /** Aborts when this many bytes are durable. */
  readonly abortAtBytes?: number;
  readonly abortAfterMs?: number;
  /** `onEvent` throws, or is an async function that rejects. */
  readonly listenerFails?: 'throws' | 'rejects';
}

export interface Outcome {
  readonly summary?: Record<string, unknown> | undefined;
  readonly error?: Record<string, unknown> | undefined;
  /** Name and message of the cause of the error. */
  readonly cause?: string | undefined;
  /** SHA-256 of the finished file. */
  readonly sha256?: string | undefined;
  readonly events: readonly Record<string, unknown>[];
  readonly made: number;
}

/** The functions that tests call in the page. */
export const lab = {
  /** The durable bytes reported by the last download. */
  durableBytes: 0,

  async download(job: Job): Promise<Outcome> {
    const stop = new AbortController();
    const events: DownloadEvent[] = [];
    let made = 0;
    lab.durableBytes = 0;
    if (job.abortAfterMs !== undefined) setTimeout(() => stop.abort(), job.abortAfterMs);
    const source = async (): Promise<string> => {
      made += 1;
      if (made === job.sourceFailsAt) throw new TypeError('the signing server is down');
      return job.urls[Math.min(made, job.urls.length) - 1] ?? '';
    };
    try {
      const { file, ...summary } = await download(
        job.urls.length === 1 ? (job.urls[0] as string) : source,
        await destinationOf(job.place),
        {
          ...job.options,
          workerUrl: job.workerUrl,
          signal: stop.signal,
          onEvent(event): unknown {
            const failure = Object.assign(new Error('no room in the log'), { code: 'LogFull' });
            if (job.listenerFails === 'throws') throw failure;
            if (job.listenerFails === 'rejects') return Promise.reject(failure);
            if (event.type !== 'progress') events.push(event);
            else lab.durableBytes = event.durableBytes;
            if (lab.durableBytes >= (job.abortAtBytes ?? Number.POSITIVE_INFINITY)) stop.abort();
            return undefined;
          },
        },
      );
      return { summary, sha256: await sha256(file), events: plain(events), made };
    } catch (error) {
      const { cause } = Object(error);
      return { error: plain([error])[0], cause: cause && `${cause}`, events: plain(events), made };
    }
  },

  /** Starts a download without waiting for it. */
  start(job: Job): void {
    void lab.download(job);
  },

  /** Resolves when this many bytes are durable. */
  async whenDurable(bytes: number): Promise<number> {
    while (lab.durableBytes < bytes) await new Promise((resolve) => setTimeout(resolve, 5));
    return lab.durableBytes;
  },

  /** Lists the names in the root of the origin private file system. */
  async list(): Promise<string[]> {
    const names: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names.sort();
  },

  /** Acts like another tab: locks `name` until a download waits for the lock, then creates the file. */
  async finishBeforeOther(name: string): Promise<void> {
    await navigator.locks.request(`ossferry/${name}`, async () => {
      const isAwaited = async () => (await navigator.locks.query()).pending?.some((lock) => lock.name?.endsWith(name));
      while (!(await isAwaited())) await new Promise((resolve) => setTimeout(resolve, 5));
      await (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
    });
  },

  /** Returns the size of a file in the origin private file system. */
  async sizeOf(name: string): Promise<number> {
    const root = await navigator.storage.getDirectory();
    return (await (await root.getFileHandle(name)).getFile()).size;
  },

  async discard(name: string): Promise<Record<string, unknown> | null> {
    return discardDownload(toOpfs(name)).then(
      () => null,
      (error) => plain([error])[0] ?? null,
    );
  },

  async choose(name: string, sizeBytes: number, ladder?: readonly Destination['kind'][]): Promise<unknown> {
    return chooseDestination({ name, sizeBytes, ladder }).then(
      ({ kind }) => kind,
      (error) => plain([error])[0],
    );
  },

  anchor: (url: string): Promise<unknown> => downloadWithAnchor(url),

  /** Registers the service worker and returns whether it is active within `timeoutMs`. */
  registerServiceWorker(timeoutMs: number): Promise<boolean> {
    const active = navigator.serviceWorker.register('/service-worker.js').then(() => navigator.serviceWorker.ready);
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), timeoutMs));
    return Promise.race([active.then(() => true), late]);
  },

  /** Registers another service worker for its own folder and waits until it is active. */
  async registerOtherServiceWorker(url: string): Promise<void> {
    const registration = await navigator.serviceWorker.register(url);
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    while (worker?.state !== 'activated') await new Promise((resolve) => setTimeout(resolve, 5));
    lab.newerServiceWorker = new Promise((resolve) => {
      registration.addEventListener('updatefound', () => resolve(true), { once: true });
    });
  },

  /** Resolves when the browser has found a newer service worker. */
  newerServiceWorker: Promise.resolve(false),
  whenNewerServiceWorker: (): Promise<boolean> => lab.newerServiceWorker,

  /** Saves an object through a service worker. */
  async saveThroughServiceWorker(
    url: string,
    name: string,
    { abortAtBytes = Infinity, scope }: { readonly abortAtBytes?: number; readonly scope?: string } = {},
  ): Promise<Outcome> {
    const stop = new AbortController();
    const events: DownloadEvent[] = [];
    lab.durableBytes = 0;
    try {
      const summary = await downloadWithServiceWorker(url, name, {
        scope,
        signal: stop.signal,
        retry: { baseDelayMs: 1, maxDelayMs: 20 },
        onEvent(event) {
          if (event.type !== 'progress') events.push(event);
          else lab.durableBytes = event.durableBytes;
          if (lab.durableBytes >= abortAtBytes) stop.abort();
        },
      });
      return { summary: { ...summary }, events: plain(events), made: 0 };
    } catch (error) {
      return { error: plain([error])[0], events: plain(events), made: 0 };
    }
  },

  async save(name: string, text: string): Promise<void> {
    saveFile(new Blob([text]), name);
  },

  /** Downloads at full speed and measures the longest task of the page. */
  async measure(url: string, name: string): Promise<{ durationMs: number; longestTaskMs: number }> {
    let longestTaskMs = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
    });
    observer.observe({ type: 'longtask' });
    const { durationMs, verified } = await download(url, toOpfs(name), { onEvent: () => undefined });
    observer.disconnect();
    if (verified !== 'crc64') throw new Error('not verified');
    return { durationMs, longestTaskMs };
  },

  hasPicker: (): boolean => 'showSaveFilePicker' in globalThis,
  isOnline: (): boolean => navigator.onLine,
};

async function destinationOf(place: Place): Promise<Destination> {
  if (place.kind === 'nowhere') return undefined as never;
  if (place.kind === 'opfs') return toOpfs(place.name);
  if (place.kind === 'memory') return toMemory(place);
  const root = await navigator.storage.getDirectory();
  return toPickedFile(await root.getFileHandle(place.name, { create: true }), { stageName: place.stageName });
}

async function sha256(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Converts errors and big integers to plain data. */
function plain(values: readonly unknown[]): Record<string, unknown>[] {
  return JSON.parse(
    JSON.stringify(values, (_, value) => {
      if (typeof value === 'bigint') return value.toString();
      if (value instanceof DOMException) return { name: value.name, message: value.message };
      return value;
    }),
  );
}

Object.assign(globalThis, { lab });
