import type { Check } from '../test-runner.ts';
import { assertShowsNoSecret } from './shown-text.ts';
import { type MakeProvider, trialCheck } from './trial.ts';

/** What is asked of a source whose pairs hide their secrets. */
export function redactionChecks(makeProvider: MakeProvider): readonly Check[] {
  return [
    trialCheck('behavior: a pair shows no secret in text, inspect, JSON or a copy', makeProvider, async ({ ask }) => {
      assertShowsNoSecret(await ask());
    }),
  ];
}
