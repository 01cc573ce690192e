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
    ['[::1]', '::1'],
    ['[::]:65535', '::'],
    ['[2001:DB8:0:1:2:3:4:5]:9000', '2001:db8:0:1:2:3:4:5'],
    ['[1:2:3:4:5:6:7::]', '1:2:3:4:5:6:7::'],
    ['[::ffff:192.0.2.255]', '::ffff:192.0.2.255'],
    ['192.0.2.255:1', '192.0.2.255'],
  ])('default: %s is an IP address', (authority, host) => {
    expect(parseEndpoint(`https://${authority}`)).toEqual({ scheme: 'https', authority, host, isIpAddress: true });
  });

  it.each([
    '[1:2:3:4:5:6:7]',
    '[1:2:3:4:5:6:7:8:9]',
    '[1:2:3:4:5:6:7:8::]',
    '[1::2::3]',
    '[12345::]',
    '[::ffff:192.0.2.256]',
    '[::1.2.3]',
    '[::1]:65536',
    '192.0.2.256',
    '192.0.2.0001',
  ])('error: %s', (endpoint) => {
    expect(() => parseEndpoint(endpoint)).toThrow(expect.objectContaining({ code: 'InvalidEndpoint' }));
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
