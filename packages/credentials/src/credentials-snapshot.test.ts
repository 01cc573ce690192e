import { inspect } from 'node:util';
import type { Credentials } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { takeSnapshot } from './credentials-snapshot.ts';

const pair: Credentials = {
  accessKeyId: 'LTAI5tExampleKeyId',
  accessKeySecret: 'SENTINEL-secret',
  securityToken: 'SENTINEL-token',
  expiration: new Date('2026-03-01T00:00:00Z'),
};

describe('takeSnapshot', () => {
  it('default: has the given values', () => {
    const snapshot = takeSnapshot(pair, 'test');
    const { accessKeyId, accessKeySecret, securityToken, expiration, source } = snapshot;
    expect({ accessKeyId, accessKeySecret, securityToken, expiration }).toEqual(pair);
    expect(source).toBe('test');
    expect(takeSnapshot(snapshot, 'other')).toBe(snapshot);
  });

  it('behavior: printing shows no secrets', () => {
    const snapshot = takeSnapshot(pair, 'test');
    const texts = [
      inspect(snapshot),
      inspect(snapshot, { showHidden: true, depth: 10, getters: true }),
      inspect(snapshot, { showHidden: true, customInspect: false }),
      inspect({ nested: [snapshot] }, { showHidden: true, customInspect: false, depth: 10 }),
      JSON.stringify(snapshot),
      JSON.stringify({ ...snapshot }),
      JSON.stringify(structuredClone(snapshot)),
      String(snapshot),
      `${Object.values(snapshot)}`,
    ];
    for (const text of texts) {
      expect(text).not.toContain('SENTINEL');
      expect(text).not.toContain('ExampleKey');
    }
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual({
      accessKeyId: 'LTAI***eyId',
      source: 'test',
      expiration: '2026-03-01T00:00:00.000Z',
    });
    expect(inspect(snapshot)).toContain('LTAI***eyId');
  });

  it('behavior: an empty token counts as absent', () => {
    expect(takeSnapshot({ ...pair, securityToken: '' }, 'test').securityToken).toBeUndefined();
  });

  it('behavior: the name of a source may contain white space', () => {
    const { accessKeyId, accessKeySecret } = pair;
    const { source, securityToken, expiration } = takeSnapshot({ accessKeyId, accessKeySecret }, 'file:my profile');
    expect([source, securityToken, expiration]).toEqual(['file:my profile', undefined, undefined]);
  });

  it.each<[string, object, string]>([
    ['no ID', { accessKeyId: undefined }, 'accessKeyId'],
    ['an empty ID', { accessKeyId: '' }, 'accessKeyId'],
    ['an empty secret', { accessKeySecret: '' }, 'accessKeySecret'],
    ['a secret with a line break', { accessKeySecret: 'SENTINEL\n' }, 'accessKeySecret'],
    ['a token with a space', { securityToken: 'SENTINEL token' }, 'securityToken'],
    ['an invalid expiration', { expiration: new Date('soon') }, 'expiration'],
  ])('error: %s', (_name, change, property) => {
    expect(() => takeSnapshot({ ...pair, ...change } as Credentials, 'test')).toThrow(
      expect.objectContaining({
        code: 'InvalidCredentials',
        message: `test: ${property} is missing or invalid.`,
      }),
    );
  });
});
