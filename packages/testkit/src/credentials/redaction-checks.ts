import { assertNoSecret } from '../assert-no-secret.ts';
import type { Check } from '../test-runner.ts';
import { fixtureCheck, type MakeProvider } from './fixture.ts';

/** Checks for sources whose pairs hide their secrets. */
export function redactionChecks(makeProvider: MakeProvider): readonly Check[] {
  return [
    fixtureCheck(
      'behavior: a pair reveals no secret in text, inspect, JSON or a copy',
      makeProvider,
      async ({ ask }) => {
        assertNoSecret(await ask());
      },
    ),
  ];
}
