import { expect, it } from 'vitest';
import { checkDestinationName } from './check-destination.ts';

it('error: InvalidDestination on Windows for a name that it does not support', () => {
  const message = expect.stringMatching(/ contains the name "b:c", which Windows does not support\./);
  expect(() => checkDestinationName('a\\b:c', 'win32')).toThrow(
    expect.objectContaining({ code: 'InvalidDestination', message }),
  );
  for (const platform of ['linux', 'darwin'] as const) checkDestinationName('a/b:c', platform);
});

it('error: NameTooLong on Windows', () => {
  checkDestinationName(`C:\\a\\${'中'.repeat(255)}`, 'win32');
  const long = `C:\\a\\${'x'.repeat(256)}`;
  expect(() => checkDestinationName(long, 'win32')).toThrow(expect.objectContaining({ code: 'NameTooLong' }));
});
