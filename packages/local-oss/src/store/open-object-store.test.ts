import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { presign, send, sendSigned, startTestOss, xmlText } from '../local-oss.test-support.ts';
import { openObjectStore } from './open-object-store.ts';

function createDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'local-oss-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('a directory', () => {
  it('default: objects, versions and uploads survive a restart', async () => {
    const directory = createDirectory();
    const first = await startTestOss({ directory });
    await sendSigned(first, { method: 'PUT', key: 'a', body: 'content', headers: { 'x-oss-meta-a': 'é' } });
    const { versionId } = await first.putObject({ bucket: 'versioned', key: 'v', body: 'old' });
    await first.putObject({ bucket: 'versioned', key: 'v', body: 'new' });
    await first.generateObject({ bucket: 'examplebucket', key: 'g', sizeBytes: 100, seed: 1 });
    const initiated = await sendSigned(first, { method: 'POST', key: 'm', query: 'uploads' });
    const uploadId = xmlText(initiated.text, 'UploadId');
    await sendSigned(first, { method: 'PUT', key: 'm', query: `partNumber=1&uploadId=${uploadId}`, body: 'part' });
    const before = await send(first, { target: presign({ key: 'a' }) });
    await first.close();

    const second = await startTestOss({ directory });
    const after = await send(second, { target: presign({ key: 'a' }) });
    expect(after.text).toBe('content');
    for (const name of ['etag', 'last-modified', 'x-oss-hash-crc64ecma', 'content-md5', 'x-oss-meta-a']) {
      expect(after.headers[name]).toBe(before.headers[name]);
    }
    const query = `versionId=${versionId}`;
    expect((await send(second, { target: presign({ bucket: 'versioned', key: 'v', query }) })).text).toBe('old');
    expect((await send(second, { target: presign({ bucket: 'versioned', key: 'v' }) })).text).toBe('new');
    expect((await send(second, { target: presign({ key: 'g' }) })).body).toHaveLength(100);
    const headers = { 'x-oss-complete-all': 'yes' };
    await sendSigned(second, { method: 'POST', key: 'm', query: `uploadId=${uploadId}`, headers, body: '' });
    expect((await send(second, { target: presign({ key: 'm' }) })).text).toBe('part');
  });

  it.each(['../../../escape', '..', '/etc/passwd', 'CON', 'a\u0000b', 'x'.repeat(1023)])(
    'behavior: the key %j cannot escape the directory',
    async (key) => {
      const directory = createDirectory();
      const local = await startTestOss({ directory: join(directory, 'inner') });
      await sendSigned(local, { method: 'PUT', key, body: 'content' });
      expect((await send(local, { target: presign({ key }) })).text).toBe('content');
      expect(filesOf(directory).filter((file) => !file.startsWith(join(directory, 'inner')))).toEqual([]);
      expect(readdirSync(directory)).toEqual(['inner']);
    },
  );

  it('behavior: keys that differ only in case are two objects', async () => {
    const local = await startTestOss({ directory: createDirectory() });
    await local.putObject({ bucket: 'examplebucket', key: 'A', body: 'upper' });
    await local.putObject({ bucket: 'examplebucket', key: 'a', body: 'lower' });
    expect((await send(local, { target: presign({ key: 'A' }) })).text).toBe('upper');
  });

  it('behavior: overwritten, refused and deleted content is removed from the disk', async () => {
    const directory = createDirectory();
    const local = await startTestOss({ directory });
    await local.putObject({ bucket: 'examplebucket', key: 'a', body: 'one' });
    await local.putObject({ bucket: 'examplebucket', key: 'a', body: 'two' });
    expect(readdirSync(join(directory, 'blobs'))).toHaveLength(1);
    await sendSigned(local, { method: 'PUT', key: 'a', body: 'x', headers: { 'content-md5': 'wrong' } });
    expect(readdirSync(join(directory, 'blobs'))).toHaveLength(1);
    local.deleteObject({ bucket: 'examplebucket', key: 'a' });
    expect(readdirSync(join(directory, 'blobs'))).toHaveLength(0);
    expect(filesOf(directory)).toEqual([]);
  });

  it('behavior: the leftovers of a crash are removed', async () => {
    const directory = createDirectory();
    const local = await startTestOss({ directory });
    await local.putObject({ bucket: 'examplebucket', key: 'a', body: 'content' });
    await local.close();
    const blobs = join(directory, 'blobs');
    writeFileSync(join(blobs, '00000000-0000-4000-8000-000000000000.tmp'), 'half an up');
    writeFileSync(join(blobs, '00000000-0000-4000-8000-000000000001.blob'), 'unused');
    openObjectStore(directory);
    expect(readdirSync(blobs)).toHaveLength(1);
    expect((await send(await startTestOss({ directory }), { target: presign({ key: 'a' }) })).text).toBe('content');
  });

  it('behavior: an upload whose object was already written is completed', async () => {
    const directory = createDirectory();
    const store = openObjectStore(directory);
    const content = await store.receive(oneChunk('part'));
    const common = { lastModifiedMs: 0, etag: 'E', crc64: '0', sizeBytes: 4, segments: content.segments };
    const description = { headers: {}, userMetadata: {}, storageClass: 'Standard' };
    const upload = { uploadId: 'U', key: 'm', description, forbidOverwrite: false };
    store.saveUpload('examplebucket', { ...upload, parts: { 1: { partNumber: 1, ...common } } });
    store.saveVersions('examplebucket', 'm', [
      { type: 'object', objectType: 'Multipart', versionId: 'null', ...description, ...common },
    ]);

    const reopened = openObjectStore(directory);
    expect(reopened.findUpload('examplebucket', 'U')).toBeUndefined();
    expect(readdirSync(join(directory, 'blobs'))).toHaveLength(1);
  });
});

async function* oneChunk(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}
