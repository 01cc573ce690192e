import type { Credentials } from '@ossferry/contract';
import { deferred } from '../deferred.ts';

/**
 * Represents the vault, service or file that a source gets its pairs from. The suite creates it, changes its pair, breaks it,
 * and counts how often it is called.
 */
export interface CredentialsBackend {
  /** Returns the current pair, as a service would. Rejects while the backend is broken. */
  readonly load: () => Promise<Credentials>;
  /** Returns the current pair synchronously, for sources that do not wait. Throws while the backend is broken. */
  readonly read: () => Credentials;
  /** The clock of the suite, in milliseconds since 1970. The suite advances it by minutes and hours. */
  readonly now: () => number;
  /** Registers a function to call after the check: for example, to close a server or delete a file. */
  readonly atEnd: (clean: () => unknown) => void;
}

/** The backend, as the suite controls it. */
export interface ControlledBackend extends CredentialsBackend {
  /** The pair that a source should return now. */
  readonly current: () => Required<Credentials>;
  readonly loads: () => number;
  /** Whether `now` was called. */
  readonly isNowUsed: () => boolean;
  /** Resolves when `load` is called for the first time. */
  readonly loadStarted: Promise<void>;
  /** Replaces the pair. */
  readonly rotate: () => void;
  /** Replaces the pair after every load. */
  readonly rotateOnLoad: () => void;
  /** Changes parts of every returned pair. */
  readonly change: (change: Partial<Credentials>) => void;
  /** Makes every load fail, until `repair`. */
  readonly fail: () => void;
  readonly repair: () => void;
  /** Makes `load` wait until the returned function is called. */
  readonly hold: () => () => void;
  readonly advance: (seconds: number) => void;
  readonly clean: () => Promise<void>;
}

const lifetimeMs = 3_600_000;

/** Makes a working backend with a temporary pair that expires in an hour; `label` distinguishes its pairs. */
export function createBackend(label = 'a'): ControlledBackend {
  let nowMs = Date.now();
  let generation = 1;
  let issuedAtMs = nowMs;
  let loadCount = 0;
  let isNowUsed = false;
  let isRotatingOnLoad = false;
  let isBroken = false;
  let changed: Partial<Credentials> = {};
  let opened: Promise<void> | undefined;
  const { promise: loadStarted, resolve: begin } = deferred();
  const cleaners: (() => unknown)[] = [];

  const current = () => ({
    accessKeyId: `STS.testkit-${label}${generation}`,
    accessKeySecret: `testkit-secret-${label}${generation}`,
    securityToken: `testkit-token-${label}${generation}`,
    expiration: new Date(issuedAtMs + lifetimeMs),
  });
  const rotate = (): void => {
    generation += 1;
    issuedAtMs = nowMs;
  };
  const returnPair = (): Credentials => {
    if (isBroken) throw new Error('The backend is broken.');
    const pair = { ...current(), ...changed };
    if (isRotatingOnLoad) rotate();
    return pair;
  };

  return {
    async load() {
      loadCount += 1;
      begin();
      await opened;
      return returnPair();
    },
    read() {
      loadCount += 1;
      return returnPair();
    },
    now() {
      isNowUsed = true;
      return nowMs;
    },
    atEnd: (clean) => void cleaners.push(clean),
    current,
    loads: () => loadCount,
    isNowUsed: () => isNowUsed,
    loadStarted,
    rotate,
    rotateOnLoad: () => {
      isRotatingOnLoad = true;
    },
    change: (change) => {
      changed = change;
    },
    fail: () => {
      isBroken = true;
    },
    repair: () => {
      isBroken = false;
    },
    hold: () => {
      const { promise, resolve } = deferred();
      opened = promise;
      return resolve;
    },
    advance: (seconds) => {
      nowMs += seconds * 1000;
    },
    async clean() {
      for (const clean of cleaners.toReversed()) await clean();
    },
  };
}
