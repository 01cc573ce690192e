import { describe, expect, it } from 'vitest';
import { parseDomain } from './parse-domain.ts';

describe('parseDomain', () => {
  it('default: returns scheme, host and port', () => {
    expect(parseDomain('HTTP://Static.Example.com:8080/')).toEqual({
      baseUrl: 'http://static.example.com:8080',
      scheme: 'http',
      host: 'static.example.com',
      port: 8080,
    });
  });

  it.each([
    ['https://user:canary@static.example.com', 'https://***@static.example.com'],
    ['https://user:can@canary@static.example.com', 'https://***@static.example.com'],
    ['https://user:can/canary@static.example.com', 'https://***@static.example.com'],
    ['https:/user:canary@static.example.com', '***@static.example.com'],
    ['//user:canary@static.example.com', '***@static.example.com'],
    [' https://user:canary@static.example.com', '***@static.example.com'],
    ['user:canary@static.example.com:80', '***@static.example.com:80'],
    ['static.example.com?to=a@b&x-oss-signature=canary', 'static.example.com?***'],
    ['static.example.com#canary', 'static.example.com#***'],
  ])('error: the message for %s does not show the secret', (domain, shown) => {
    expect(() => parseDomain(domain)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(`The custom domain ${JSON.stringify(shown)} is not a domain.`),
      }),
    );
  });
});
