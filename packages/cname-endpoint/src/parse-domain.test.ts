import { describe, expect, it } from 'vitest';
import { parseDomain } from './parse-domain.ts';

describe('parseDomain', () => {
  it('default: takes scheme, host and port apart', () => {
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
  ])('error: %s is shown without its secret', (domain, shown) => {
    expect(() => parseDomain(domain)).toThrow(`The custom domain ${JSON.stringify(shown)} is not a domain.`);
  });
});
