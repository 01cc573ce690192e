import { expect, it } from 'vitest';
import { checkDestinationName } from './check-destination.ts';

it('error: InvalidDestination on Windows for a name that it does not support', () => {
  const message = expect.stringMatching(/ contains the name "b:c", which Windows does not support\./);
  expect(() => checkDestinationName('a\\b:c', 'win32')).toThrow(
    expect.objectContaining({ code: 'InvalidDestination', message }),
  );
  for (const platform of ['linux', 'darwin'] as const) checkDestinationName('a/b:c', platform);
});
