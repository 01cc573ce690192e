import { describe, expect, it } from 'vitest';
import { account, bucket, goodAttempt, NOW, signAttempt } from './corpus.test-support.ts';
import { explain } from './explain.ts';
import { inspectUrl } from './inspect-url.ts';
import { maskOf } from './mask.ts';
import { repairUrl } from './repair-url.ts';
import { repairParameters } from './url/repair-parameters.ts';
import { repairText } from './url/repair-text.ts';
import { splitUrl } from './url/split-url.ts';

const maximum = 65_536;
const url = signAttempt(goodAttempt);

function fill(start: string, part: string, length: number): string {
  return `${start}${part.repeat(Math.floor((length - start.length) / part.length))}`;
}

describe('long texts', () => {
  // Quadratic patterns would take minutes for these. The last character prevents trimming at the end.
  it.each([
    ...['x', 'x.', ' ', ' \n', '\\', '"', "'", ';', '.', '?', '#', '=', '&', '%22', '%25', '&amp;', '<', '&a=b'],
    ...['signature', 'signature=', 'signature ', '?Signature=', 'x-oss-credential=', 'additional-headers=', 'a://'],
  ])('behavior: 512 KiB of %j are repaired and masked after any start', (part) => {
    const mask = maskOf([]);
    for (const start of ['', 'signature', 'https://h/k?x-oss-signature=', 'https://h/k#']) {
      const text = `${fill(start, part, 524_288)}z`;
      expect(repairParameters(splitUrl(repairText(text).value)).value.path).toBeTruthy();
      expect(mask(`${text} x-oss-signature=S1`)).not.toContain('S1');
    }
  });

  it.each(['x', ' z', "'", '&signature=abcdef', 'authorization: '])('behavior: 64 KiB of %j are explained', (part) => {
    const text = fill(`${url}&k=`, part, maximum);
    expect(inspectUrl(text, { now: NOW }).bucket).toBe(bucket);
    expect(explain({ url: text, now: NOW })).toBeInstanceOf(Array);
  });

  it('behavior: each of 4 000 trackers is reported', () => {
    const query = Array.from({ length: 4000 }, (_, index) => `&utm_${index}=1`).join('');
    expect(explain({ url: `${url}${query}`, now: NOW })).toHaveLength(4000);
  });

  it('behavior: the search for a proof ends, regardless of the number of parameters', () => {
    const query = Array.from({ length: 4000 }, (_, index) => `&p${index}=a+b`).join('');
    const mistaken = { ...account, accessKeySecret: 'canary-mistaken-secret' };
    const findings = explain({ url: `${url}${query}`, now: NOW, credentials: mistaken });
    expect(findings.map(({ cause }) => cause)).toContain('SecretWrong');
  });

  it.each([
    ['explain', (text: string) => explain({ url: text })],
    ['inspectUrl', (text: string) => inspectUrl(text)],
    ['repairUrl', (text: string) => repairUrl(text)],
  ])('error: %s refuses more than 64 KiB, without quoting it', (_, read) => {
    const text = fill(url, 'x', maximum + 1);
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        code: 'UrlTooLong',
        phase: 'config',
        message: 'The URL has more than 65536 characters. Pass only the URL, without the surrounding text.',
      }),
    );
  });
});
