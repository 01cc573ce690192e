import { describe, expect, it } from 'vitest';
import { type Presign, presignContenders } from './contenders.ts';

const { floor, signUrl, client, ...peers } = presignContenders();

describe('presignContenders', () => {
  it.each(Object.entries<Presign>(peers))(
    'default: %s signs the same object for the same time',
    async (_name, presign) => {
      expect(readUrl(await presign())).toEqual({ key: 'dir/exampleobject.txt', expires: '900' });
    },
  );

  it('default: ossferry does so too', async () => {
    const expected = { key: 'dir/exampleobject.txt', expires: '900' };
    expect([readUrl(signUrl()), readUrl(await client())]).toEqual([expected, expected]);
  });

  it('default: the floor hashes and authenticates', () => {
    expect(floor()).toEqual([expect.objectContaining({ length: 32 }), expect.objectContaining({ length: 32 })]);
  });
});

/** Each contender returns a URL, or an object with one. */
function readUrl(result: unknown): { key: string; expires: string | null } {
  const { pathname, searchParams } = new URL(typeof result === 'string' ? result : (result as { url: string }).url);
  const signature = searchParams.get('x-oss-signature') ?? searchParams.get('X-Amz-Signature');
  expect(signature).toMatch(/^[0-9a-f]{64}$/);
  return {
    key: pathname.slice(pathname.indexOf('dir/')),
    expires: searchParams.get('x-oss-expires') ?? searchParams.get('X-Amz-Expires'),
  };
}
