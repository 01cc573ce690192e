import type { Credentials, CredentialsProvider, CredentialsRequest } from '@ossferry/contract';
import type { Check } from '../test-runner.ts';
import { type ControlledBackend, type CredentialsBackend, createBackend } from './credentials-backend.ts';

/** Makes the source under test on top of a backend. It may throw if the backend is broken. */
export type MakeProvider = (backend: CredentialsBackend) => CredentialsProvider | Promise<CredentialsProvider>;

/** A source under test and its backend. */
export interface Fixture {
  readonly backend: ControlledBackend;
  /** Requests a pair. The first call makes the source. Rejects if the source returns `null`. */
  readonly ask: (request?: CredentialsRequest) => Promise<Credentials>;
  readonly provider: () => Promise<CredentialsProvider>;
}

/** Makes a check with a new, working backend. */
export function fixtureCheck(
  name: string,
  makeProvider: MakeProvider,
  run: (fixture: Fixture) => Promise<void>,
): Check {
  return {
    name,
    run: async () => {
      const fixture = createFixture(makeProvider);
      try {
        await run(fixture);
      } finally {
        await fixture.backend.clean();
      }
    },
  };
}

/** Makes a fixture. The caller cleans its backend. */
export function createFixture(makeProvider: MakeProvider, label?: string): Fixture {
  const backend = createBackend(label);
  let made: Promise<CredentialsProvider> | undefined;
  const provider = (): Promise<CredentialsProvider> => {
    made ??= Promise.resolve().then(() => makeProvider(backend));
    return made;
  };
  const ask = async (request: CredentialsRequest = {}): Promise<Credentials> => {
    const pair = await (await provider())(request);
    if (pair === null) throw new Error('The source returned null, which means anonymous access.');
    return pair;
  };
  return { backend, ask, provider };
}
