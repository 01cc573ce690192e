import { OssError } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { packError } from './worker-messages.ts';

describe('packError', () => {
  it('default: an OssError keeps its properties', () => {
    const sent = new OssError({ code: 'DiskFailed', phase: 'disk', message: 'It failed.', advice: 'See.' });
    expect(new OssError(structuredClone(packError(sent))).toJSON()).toEqual(sent.toJSON());
  });

  it('behavior: another error is converted, without signatures', () => {
    const { message } = packError(new TypeError('not a URL: https://h/k?x-oss-signature=canary'));
    expect(message).toBe('The transfer failed: not a URL: https://h/k?x-oss-signature=***');
  });
});
