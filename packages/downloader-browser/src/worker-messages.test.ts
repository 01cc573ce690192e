import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { packError, unpackError } from './worker-messages.ts';

/** The error as received on the other side of a worker. */
const pass = (error: unknown) => unpackError(structuredClone(packError(error)));

describe('packError', () => {
  it('default: an error keeps its fields, and the name and message of its cause', () => {
    const cause = new TypeError('Name is not allowed.');
    const sent = new OssError({ code: 'DiskFailed', phase: 'disk', message: 'It failed.', advice: 'See.', cause });
    const error = pass(sent);
    expect(error.toJSON()).toEqual(sent.toJSON());
    expect(error.cause).toMatchObject({ name: 'TypeError', message: 'Name is not allowed.' });
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('behavior: the cause contains no signature', () => {
    const cause = new TypeError('not a URL: https://a:b@h/k?x-oss-signature=canary');
    const error = pass(new OssError({ code: 'ConnectionFailed', phase: 'connect', message: 'No answer.', cause }));
    expect((error.cause as Error).message).toContain('not a URL');
    expect((error.cause as Error).message).not.toContain('canary');
  });

  it('behavior: a foreign error contains no signature', () => {
    const { message } = pass(new TypeError('not a URL: https://h/k?x-oss-signature=canary'));
    expect(message).toBe('The transfer failed: not a URL: https://h/k?x-oss-signature=***');
  });

  it.each([undefined, 'just a text'])('behavior: the cause %j is dropped', (cause) => {
    const error = pass(new OssError({ code: 'Offline', phase: 'connect', message: 'Offline.', cause }));
    expect(error.cause).toBeUndefined();
  });
});
