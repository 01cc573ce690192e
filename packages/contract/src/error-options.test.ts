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
    ['an error without advice', { ...options, advice: undefined }],
    ['an error whose message also contains the advice', { ...options, message: 'Check the key. It is not there.' }],
  ])('default: %s', (_, given) => {
    expect(problemOf(new OssError(given))).toBe(given.message);
  });
});

describe('errorOptionsOf', () => {
  it('default: recreates an error, including its details', () => {
    const error = new OssError({ ...options, cause: new Error('why') });
    const copy = new OssError(errorOptionsOf(error));
    expect(copy.toJSON()).toEqual(error.toJSON());
    expect([copy.details, copy.cause]).toEqual([{ HostId: 'h' }, undefined]);
  });

  it('behavior: the options can be cloned', () => {
    const error = new OssError({ ...options, cause: () => 'cannot be cloned' });
    expect(new OssError(structuredClone(errorOptionsOf(error))).message).toBe(error.message);
  });
});
