import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { CredentialsError, type CredentialsErrorOptions, isAbsent } from './credentials-error.ts';

const options: CredentialsErrorOptions = { source: 'vault', code: 'NotConfigured', message: 'There is no vault.' };

describe('CredentialsError', () => {
  it('behavior: isInstance distinguishes it from other errors', () => {
    const values = [new CredentialsError(options), new OssError({ ...options, phase: 'sign' }), new Error('m'), null];
    expect(values.map((value) => CredentialsError.isInstance(value))).toEqual([true, false, false, false]);
  });

  it('default: has the phase credentials and its source, and is not absent', () => {
    const error = new CredentialsError(options);
    expect(error).toMatchObject({ name: 'CredentialsError', phase: 'credentials', source: 'vault', absent: false });
    expect(isAbsent(error)).toBe(false);
  });

  it('option: phase', () => {
    expect(new CredentialsError({ ...options, phase: 'config' }).phase).toBe('config');
    expect(new CredentialsError({ ...options, phase: undefined }).phase).toBe('credentials');
  });

  it('option: absent', () => {
    expect(isAbsent(new CredentialsError({ ...options, absent: true }))).toBe(true);
    expect(isAbsent(Object.assign(new Error('m'), { absent: true }))).toBe(false);
  });
});
