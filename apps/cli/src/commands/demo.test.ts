import { describe, expect, it } from 'vitest';
import { filesIn, hasSignals, makeFolder, setUpCli } from '../cli.test-support.ts';

const cli = setUpCli();

/** The variables that name the folder of temporary files: `TMPDIR`, and on Windows the others. */
const temporary = (folder: string) => ({ TMPDIR: folder, TEMP: folder, TMP: folder });

describe('ossferry demo', () => {
  it('default: prints all steps, needs no configuration and leaves no files', async () => {
    const folder = await makeFolder();
    const env = {
      OSS_ACCESS_KEY_ID: '',
      OSS_ACCESS_KEY_SECRET: '',
      OSS_ENDPOINT: '',
      OSS_REGION: '',
      ...temporary(folder),
    };
    const { code, text, stderr } = await cli.run(['demo'], { cwd: folder, env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const steps = [...text.matchAll(/✔ (\w+(?: \w+)*)\s+[\d.]+ m?s {3}(.*)/g)].map(([, title, result]) => ({
      title,
      result,
    }));
    expect(steps).toEqual([
      { title: 'Local OSS', result: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+, verifies every signature$/) },
      {
        title: 'Upload',
        result: expect.stringMatching(/^\d{3} MB \(the Node\.js binary\) to oss:\/\/demo\/node, private$/),
      },
      { title: 'Sign', result: 'a URL for this object, valid for 15 minutes:' },
      { title: 'Download', result: expect.stringMatching(/ [MG]B\/s, parallel ranges, \d+ requests$/) },
      { title: 'Verify', result: expect.stringMatching(/^CRC-64 \d+ matches, files are identical$/) },
    ]);
    expect(text).toMatch(/http:\/\/127\.0\.0\.1:\d+\/demo\/node\?\S*x-oss-signature=[0-9a-f]{64}/);
    expect(text).toContain('A signed URL is a secret');
    expect(text).toContain('The demo cut 2 connections on purpose');
    expect(await filesIn(folder)).toEqual([]);
  });

  it('error: its folder cannot be created', async () => {
    const { code, stderr } = await cli.run(['demo'], { env: temporary('/nonexist') });
    expect({ code, stderr }).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(
        /^ossferry: Cannot create [^\n]*"\/nonexist"[^\n]*TMPDIR[^\n]*\[DirectoryUnusable\]\n$/,
      ),
    });
  });

  it.runIf(hasSignals)('behavior: Ctrl-C leaves no files', async () => {
    const folder = await makeFolder();
    const running = cli.start(['demo'], { env: temporary(folder) });
    await running.until('stdout', /✔ Local OSS/);
    running.child.kill('SIGINT');
    expect(await running.result).toMatchObject({ code: 130, stderr: 'ossferry: Interrupted.\n' });
    expect(await filesIn(folder)).toEqual([]);
  });
});
