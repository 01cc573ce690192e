import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { OssErrorCode } from './error-codes.ts';
import { OssError } from './oss-error.ts';

describe('OssError', () => {
  it('default: the message includes the advice', () => {
    const error = new OssError({ code: 'X', phase: 'config', message: 'It is empty.', advice: 'Give one.' });
    expect(error).toMatchObject({
      name: 'OssError',
      code: 'X',
      phase: 'config',
      retryable: false,
      advice: 'Give one.',
    });
    expect(error.message).toBe('It is empty. Give one.');
  });

  it('behavior: the type suggests known codes and accepts all others', () => {
    const codes: OssErrorCode[] = ['NoSuchKey', 'InvalidLifetime', 'CodeOfAPlugin'];
    for (const code of codes) expect(new OssError({ code, phase: 'config', message: 'm' }).code).toBe(code);
  });

  it('behavior: absent properties are not set', () => {
    const error = new OssError({ code: 'X', phase: 'config', message: 'm' });
    expect(Object.keys(error).sort()).toEqual(['code', 'name', 'phase', 'retryable']);
    expect(error.status).toBeUndefined();
  });

  it('behavior: the cause is kept; without one, the property is not set', () => {
    const cause = new Error('lost');
    expect(new OssError({ code: 'X', phase: 'body', message: 'm', cause }).cause).toBe(cause);
    expect(Object.hasOwn(new OssError({ code: 'X', phase: 'body', message: 'm' }), 'cause')).toBe(false);
  });

  it('behavior: isInstance recognizes errors from another copy of the package', () => {
    const foreign = Object.assign(new Error('m'), { [Symbol.for('ossferry.OssError')]: true });
    expect(OssError.isInstance(foreign)).toBe(true);
    expect(OssError.isInstance(new Error('m'))).toBe(false);
    expect(OssError.isInstance(null)).toBe(false);
  });

  it('behavior: JSON contains the properties without cause and stack', () => {
    const error = new OssError({ code: 'X', phase: 'body', message: 'm', status: 403, cause: new Error('canary') });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'OssError',
      code: 'X',
      phase: 'body',
      message: 'm',
      status: 403,
      retryable: false,
    });
  });

  it('behavior: details are readable but never printed', () => {
    const details = { StringToSign: 'canary' };
    const error = new OssError({ code: 'X', phase: 'headers', message: 'm', details });
    expect(error.details).toEqual(details);
    const shown = [inspect(error), inspect(error, { showHidden: true }), JSON.stringify(error)].join('\n');
    expect(shown).not.toContain('canary');
    expect(Object.getOwnPropertyNames(error)).not.toContain('details');
  });

  it('behavior: details are frozen, default to an empty object, and are not copied by spreading the error', () => {
    const error = new OssError({ code: 'X', phase: 'headers', message: 'm', details: { Key: 'k' } });
    expect(Object.isFrozen(error.details)).toBe(true);
    expect(new OssError({ code: 'X', phase: 'headers', message: 'm' }).details).toEqual({});
    expect(new OssError({ ...error, message: 'n' }).details).toEqual({});
    expect(new OssError({ ...error, message: 'n', details: error.details }).details).toEqual({ Key: 'k' });
  });

  it('behavior: details work in a subclass, and are empty behind a proxy', () => {
    class OtherError extends OssError {}
    const error = new OtherError({ code: 'X', phase: 'headers', message: 'm', details: { Key: 'k' } });
    expect(error.details).toEqual({ Key: 'k' });
    expect(new Proxy(error, {}).details).toEqual({});
  });
});
