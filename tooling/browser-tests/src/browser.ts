import type { lab } from './page.ts';

type Lab = typeof lab;
type Callable = { [Name in keyof Lab]: Lab[Name] extends (...words: never) => unknown ? Name : never }[keyof Lab];

/** A page of the tests. */
export interface Tab {
  readonly run: <Name extends Callable>(
    name: Name,
    ...words: Parameters<Lab[Name]>
  ) => Promise<Awaited<ReturnType<Lab[Name]>>>;
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly goto: (url: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** JavaScript heap of the page and its workers in bytes, array buffers included. */
  readonly measureHeap?: (() => Promise<number>) | undefined;
  /** Absent where the browser cannot be taken off the network. */
  readonly setOffline?: ((isOffline: boolean) => Promise<void>) | undefined;
  /** Absent where the room of a page cannot be limited. */
  readonly setQuota?: ((origin: string, bytes: number | undefined) => Promise<void>) | undefined;
  /** Ends all service workers, as the browser does with those that it takes for idle; absent where nothing else can. */
  readonly stopServiceWorkers?: (() => Promise<void>) | undefined;
}

/** A running browser with a profile of its own. */
export interface Browser {
  readonly openTab: (url: string) => Promise<Tab>;
  /** Ends all its processes at once, as a crash does. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A browser that tests can start. */
export interface BrowserKind {
  readonly name: string;
  readonly executablePath: string;
  /** What its user would find among the downloads is put into the folder `downloads` of the profile. */
  readonly start: (profile: string) => Promise<Browser>;
}
