import type { Credentials, CredentialsProvider, CredentialsRequest } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import { type ControlledBackend, type CredentialsBackend, createBackend } from './credentials-backend.ts';

/** Makes the source under test over a backend. It may throw for a backend that is out of order. */
export type MakeProvider = (backend: CredentialsBackend) => CredentialsProvider | Promise<CredentialsProvider>;

/** A source under test and the backend that it stands on. */
export interface Trial {
  readonly backend: ControlledBackend;
  /** Asks the source, which is made by the first call; fails when it answers that access is anonymous. */
  readonly ask: (request?: CredentialsRequest) => Promise<Credentials>;
  readonly provider: () => Promise<CredentialsProvider>;
}

/** Makes a check that begins with a fresh backend, in order, and a source that is not made yet. */
export function trialCheck(name: string, makeProvider: MakeProvider, run: (trial: Trial) => Promise<void>): Check {
  return {
    name,
    run: async () => {
      const trial = openTrial(makeProvider);
      try {
        await run(trial);
      } finally {
        await trial.backend.clean();
      }
    },
  };
}

/** Opens a second trial inside of a check; whoever does cleans its backend. */
export function openTrial(makeProvider: MakeProvider, label?: string): Trial {
  const backend = createBackend(label);
  let made: Promise<CredentialsProvider> | undefined;
  const provider = (): Promise<CredentialsProvider> => {
    made ??= Promise.resolve().then(() => makeProvider(backend));
    return made;
  };
  const ask = async (request: CredentialsRequest = {}): Promise<Credentials> => {
    const pair = await (await provider())(request);
    if (pair === null) throw new Error('The source gave null, which means anonymous access.');
    return pair;
  };
  return { backend, ask, provider };
}
