import { describe, expect, it } from 'vitest';
import { filesIn, makeFolder, setUpCli } from '../cli.test-support.ts';

const cli = setUpCli();

describe('ossferry demo', () => {
  it('default: tells the whole way of an object, needs nothing, and leaves nothing behind', async () => {
    const folder = await makeFolder();
    const env = { OSS_ACCESS_KEY_ID: '', OSS_ACCESS_KEY_SECRET: '', OSS_ENDPOINT: '', OSS_REGION: '', TMPDIR: folder };
    const { code, text, stderr } = await cli.run(['demo'], { cwd: folder, env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const steps = [...text.matchAll(/✔ (\w+(?: \w+)*)\s+[\d.]+ m?s {3}(.*)/g)].map(([, title, result]) => ({
      title,
      result,
    }));
    expect(steps).toEqual([
      { title: 'Local OSS', result: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+, checks every signature$/) },
      { title: 'Upload', result: expect.stringMatching(/^\d{3} MB \(Node\.js itself\), private, oss:\/\/demo\/node$/) },
      { title: 'Sign', result: 'a URL for this one object, good for 15 minutes:' },
      { title: 'Download', result: expect.stringMatching(/ [MG]B\/s, ranges in parallel, \d+ requests$/) },
      { title: 'Verify', result: expect.stringMatching(/^CRC-64 \d+, equal byte for byte$/) },
    ]);
    expect(text).toMatch(/http:\/\/127\.0\.0\.1:\d+\/demo\/node\?\S*x-oss-signature=[0-9a-f]{64}/);
    expect(text).toContain('A signed URL is a secret');
    expect(text).toContain('2 connections were cut on purpose');
    expect(await filesIn(folder)).toEqual([]);
  });

  it('error: there is no place for its files', async () => {
    const { code, stderr } = await cli.run(['demo'], { env: { TMPDIR: '/nonexist' } });
    expect({ code, stderr }).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/^ossferry: "\/nonexist" cannot keep [^\n]*TMPDIR[^\n]*\[DirectoryUnusable\]\n$/),
    });
  });

  it('behavior: Ctrl-C leaves nothing behind either', async () => {
    const folder = await makeFolder();
    const running = cli.start(['demo'], { env: { TMPDIR: folder } });
    await running.until('stdout', /✔ Local OSS/);
    running.child.kill('SIGINT');
    expect(await running.result).toMatchObject({ code: 130, stderr: 'ossferry: Interrupted.\n' });
    expect(await filesIn(folder)).toEqual([]);
  });
});
