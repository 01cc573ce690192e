import { describe, expect, it } from 'vitest';
import { sendSigned, startTestOss, xmlText } from '../../local-oss.test-support.ts';

const keys = ['a', 'b/1', 'b/2', 'b/c/3', 'd', 'e/1'];

async function list(query = '', names: readonly string[] = keys) {
  const local = await startTestOss();
  for (const key of names) await local.putObject({ bucket: 'examplebucket', key, body: key });
  return sendSigned(local, { key: '', query: `list-type=2${query}` });
}

function keysOf(xml: string): string[] {
  return [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map((match) => match[1] ?? '');
}

function prefixesOf(xml: string): string[] {
  return [...xml.matchAll(/<CommonPrefixes>\s*<Prefix>([^<]*)</g)].map((match) => match[1] ?? '');
}

describe('ListObjectsV2', () => {
  it('default: all objects, in byte order', async () => {
    const { text } = await list('', ['b', 'a', 'é', 'z', 'B', '😀', '\uffee']);
    expect(keysOf(text)).toEqual(['B', 'a', 'b', 'z', 'é', '\uffee', '😀']);
    expect(xmlText(text, 'KeyCount')).toBe('7');
    expect(xmlText(text, 'IsTruncated')).toBe('false');
    expect(xmlText(text, 'LastModified')).toBe('2026-03-04T05:06:07.000Z');
    expect(xmlText(text, 'Type')).toBe('Normal');
    expect(xmlText(text, 'StorageClass')).toBe('Standard');
    expect(xmlText(text, 'Size')).toBe('1');
  });

  it('option: prefix and delimiter', async () => {
    const root = await list('&delimiter=%2F');
    expect(keysOf(root.text)).toEqual(['a', 'd']);
    expect(prefixesOf(root.text)).toEqual(['b/', 'e/']);
    const inside = await list('&delimiter=%2F&prefix=b%2F');
    expect(keysOf(inside.text)).toEqual(['b/1', 'b/2']);
    expect(prefixesOf(inside.text)).toEqual(['b/c/']);
  });

  it('option: max-keys and continuation-token', async () => {
    const seen: string[] = [];
    let token: string | undefined = '';
    while (token !== undefined) {
      const { text } = await list(`&delimiter=%2F&max-keys=1${token === '' ? '' : `&continuation-token=${token}`}`);
      seen.push(...keysOf(text), ...prefixesOf(text));
      token = xmlText(text, 'NextContinuationToken');
    }
    expect(seen).toEqual(['a', 'b/', 'd', 'e/']);
  });

  it('option: start-after', async () => {
    expect(keysOf((await list('&start-after=b%2F2')).text)).toEqual(['b/c/3', 'd', 'e/1']);
  });

  it('option: encoding-type', async () => {
    const { text } = await list('&encoding-type=url', ['a b/\u0001']);
    expect(keysOf(text)).toEqual(['a%20b%2F%01']);
  });

  it('option: fetch-owner', async () => {
    expect((await list('&fetch-owner=true')).text).toContain('<Owner>');
    expect((await list()).text).not.toContain('<Owner>');
  });

  it('behavior: objects hidden by a delete marker are not listed', async () => {
    const local = await startTestOss();
    await local.putObject({ bucket: 'versioned', key: 'a', body: '' });
    local.deleteObject({ bucket: 'versioned', key: 'a' });
    const { text } = await sendSigned(local, { bucket: 'versioned', key: '', query: 'list-type=2' });
    expect(keysOf(text)).toEqual([]);
  });

  it.each(['&max-keys=0', '&max-keys=1001', '&max-keys=x', '&continuation-token=%21', '&encoding-type=gzip'])(
    'error: %s',
    async (query) => {
      expect(xmlText((await list(query)).text, 'Code')).toBe('InvalidArgument');
    },
  );
});
