import type { Credentials } from '@ossferry/contract';
import { deferred } from '../deferred.ts';

/**
 * Stands for whatever a source gets its pairs from: a vault, a service, a file. The suite makes it, changes its pair,
 * breaks it and counts how often it is asked.
 */
export interface CredentialsBackend {
  /** Gives the pair of this moment, as a service does. Rejects while the suite has it out of order. */
  readonly load: () => Promise<Credentials>;
  /** Gives the pair of this moment at once, for sources that do not wait. Throws while it is out of order. */
  readonly read: () => Credentials;
  /** The clock of the suite in milliseconds since 1970, which it moves by minutes and hours. */
  readonly now: () => number;
  /** Takes what is to be done when the check is over: closing a server, deleting a file. */
  readonly atEnd: (clean: () => unknown) => void;
}

/** The backend from the side of the suite. */
export interface ControlledBackend extends CredentialsBackend {
  /** The whole pair that a source should give now. */
  readonly current: () => Required<Credentials>;
  readonly loads: () => number;
  /** Settles when `load` is called for the first time. */
  readonly begun: Promise<void>;
  /** Has another pair from now on. */
  readonly rotate: () => void;
  /** Has another pair after every load. */
  readonly rotateOnLoad: () => void;
  /** Gives something else in place of the pair from now on. */
  readonly change: (change: Partial<Credentials>) => void;
  /** Is out of order from now on. */
  readonly fail: () => void;
  readonly repair: () => void;
  /** Lets `load` wait until the function that it gives is called. */
  readonly hold: () => () => void;
  readonly advance: (seconds: number) => void;
  readonly clean: () => Promise<void>;
}

/** What all secret texts of a backend begin with. */
export const secretPattern: RegExp = /testkit-(?:secret|token)/;

const lifetimeMs = 3_600_000;

/** Makes a backend in order, with a temporary pair that ends in an hour; `label` tells it from others. */
export function createBackend(label = 'a'): ControlledBackend {
  let nowMs = Date.now();
  let generation = 1;
  let issuedAtMs = nowMs;
  let loadCount = 0;
  let isRotatingOnLoad = false;
  let isBroken = false;
  let changed: Partial<Credentials> = {};
  let opened: Promise<void> | undefined;
  const { promise: begun, resolve: begin } = deferred();
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
  const answer = (): Credentials => {
    if (isBroken) throw new Error('The backend is out of order.');
    const pair = { ...current(), ...changed };
    if (isRotatingOnLoad) rotate();
    return pair;
  };

  return {
    async load() {
      loadCount += 1;
      begin();
      await opened;
      return answer();
    },
    read() {
      loadCount += 1;
      return answer();
    },
    now: () => nowMs,
    atEnd: (clean) => void cleaners.push(clean),
    current,
    loads: () => loadCount,
    begun,
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
