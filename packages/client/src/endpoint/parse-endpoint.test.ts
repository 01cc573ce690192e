import { describe, expect, it } from 'vitest';
import { parseEndpoint } from './parse-endpoint.ts';

describe('parseEndpoint', () => {
  it('default: returns scheme, authority and host', () => {
    expect(parseEndpoint('HTTP://Oss.Example:9000/')).toEqual({
      scheme: 'http',
      authority: 'Oss.Example:9000',
      host: 'oss.example',
      isIpAddress: false,
    });
  });

  it.each([
    ['https://user:canary@oss.example', 'https://***@oss.example'],
    ['https://user:can@canary@oss.example:8080', 'https://***@oss.example:8080'],
    ['https://user:can/canary@oss.example', 'https://***@oss.example'],
    ['https:/user:canary@oss.example', '***@oss.example'],
    ['//user:canary@oss.example', '***@oss.example'],
    [' https://user:canary@oss.example', '***@oss.example'],
    ['user:canary@oss.example:80', '***@oss.example:80'],
    ['oss.example?to=a@b&x-oss-signature=canary', 'oss.example?***'],
    ['oss.example#canary', 'oss.example#***'],
  ])('error: the message for %s does not show the secret', (endpoint, shown) => {
    expect(() => parseEndpoint(endpoint)).toThrow(
      expect.objectContaining({
        code: 'InvalidEndpoint',
        message: expect.stringContaining(`The endpoint ${JSON.stringify(shown)} is not valid.`),
      }),
    );
  });
});
