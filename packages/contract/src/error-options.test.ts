import { describe, expect, it } from 'vitest';
import { errorOptionsOf, problemOf } from './error-options.ts';
import { OssError, type OssErrorOptions } from './oss-error.ts';

const options: OssErrorOptions = {
  code: 'NoSuchKey',
  phase: 'headers',
  message: 'There is no such object.',
  advice: 'Check the key.',
  status: 404,
  retryable: true,
  details: { HostId: 'h' },
};

describe('problemOf', () => {
  it.each([
    ['an error with advice', options],
    ['one without', { ...options, advice: undefined }],
    ['one whose advice stands in its message too', { ...options, message: 'Check the key. It is not there.' }],
  ])('default: %s', (_, given) => {
    expect(problemOf(new OssError(given))).toBe(given.message);
  });
});

describe('errorOptionsOf', () => {
  it('default: the same error can be made again, its details too', () => {
    const error = new OssError({ ...options, cause: new Error('why') });
    const again = new OssError(errorOptionsOf(error));
    expect(again.toJSON()).toEqual(error.toJSON());
    expect([again.details, again.cause]).toEqual([{ HostId: 'h' }, undefined]);
  });

  it('behavior: what comes of it can be cloned', () => {
    const error = new OssError({ ...options, cause: () => 'not to be cloned' });
    expect(new OssError(structuredClone(errorOptionsOf(error))).message).toBe(error.message);
  });
});
