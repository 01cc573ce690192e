import type { lab } from './page.ts';

type Lab = typeof lab;
type Callable = { [Name in keyof Lab]: Lab[Name] extends (...args: never) => unknown ? Name : never }[keyof Lab];

/** A tab with the test page. */
export interface Tab {
  readonly run: <Name extends Callable>(
    name: Name,
    ...args: Parameters<Lab[Name]>
  ) => Promise<Awaited<ReturnType<Lab[Name]>>>;
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly goto: (url: string) => Promise<void>;
  readonly reload: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** The JavaScript heap of the page and its workers in bytes, including array buffers. */
  readonly measureHeap?: (() => Promise<number>) | undefined;
  /** Absent if the driver cannot take the browser offline. */
  readonly setOffline?: ((isOffline: boolean) => Promise<void>) | undefined;
  /** Absent if the driver cannot limit the storage quota. */
  readonly setQuota?: ((origin: string, bytes: number | undefined) => Promise<void>) | undefined;
  /** Stops all service workers, like the browser does with idle ones. Absent if the driver cannot. */
  readonly stopServiceWorkers?: (() => Promise<void>) | undefined;
}

/** A running browser with its own profile. */
export interface Browser {
  readonly openTab: (url: string) => Promise<Tab>;
  /** Kills all its processes at once, like a crash. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A browser that tests can start. */
export interface BrowserKind {
  readonly name: string;
  readonly executablePath: string;
  /** Saves the user's downloads to the folder `downloads` of the profile. */
  readonly start: (profile: string) => Promise<Browser>;
}
