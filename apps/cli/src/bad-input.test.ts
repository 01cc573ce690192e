import { spawnSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createClient, getObject } from '@ossferry/client';
import { describe, expect, it } from 'vitest';
import { bucket, filesIn, makeFolder, mebibyte, region, setUpCli, type Variables } from './cli.test-support.ts';

const cli = setUpCli();
const isRoot = process.getuid?.() === 0;

/** Runs a command that must fail with one line, the expected exit code and no new file. */
async function expectFailure(expected: {
  readonly args: readonly string[];
  readonly code: number;
  readonly says: RegExp;
  readonly env?: Variables;
  readonly folder?: string;
}): Promise<void> {
  const folder = expected.folder ?? (await makeFolder());
  const before = await filesIn(folder);
  const { code, stderr, text } = await cli.run(expected.args, { cwd: folder, env: expected.env });
  expect(stderr).toMatch(/^ossferry: [^\n]+\n$/);
  expect(stderr).toMatch(expected.says);
  expect({ code, text }).toEqual({ code: expected.code, text: '' });
  expect(await filesIn(folder)).toEqual(before);
}

describe.concurrent('bad input: objects and options', () => {
  it.each([
    ['an empty bucket', ['get', 'oss:///key'], /The bucket name is missing/],
    ['a malformed bucket', ['get', 'oss://Bad_Bucket/key'], /The bucket name "Bad_Bucket" is not valid/],
    ['an empty key', ['sign', 'oss://bucket/'], /The key \(object name\) is missing/],
    ['no key', ['sign', 'oss://bucket'], /The key \(object name\) is missing/],
    ['a key that is too long', ['sign', `oss://bucket/${'k'.repeat(1025)}`], /1025 bytes.*too long/],
    ['a key without a file name', ['get', 'oss://bucket/folder/'], /\[NoFileName\]/],
    ['no object', ['sign'], /Missing required argument 'object'.*ossferry sign --help/],
    ['no object address', ['sign', 'bucket/key'], /"bucket\/key" is not an object address\. Write it as oss:/],
    ['an empty region', ['sign', 'oss://bucket/key', '--region', ''], /Pass --region/],
    ['a malformed region', ['sign', 'oss://bucket/key', '--region', 'Hangzhou!'], /The region "Hangzhou!" is not/],
    ['an empty endpoint', ['sign', 'oss://bucket/key', '--endpoint', ''], /The value of --endpoint is empty/],
    ['a malformed endpoint', ['sign', 'oss://bucket/key', '--endpoint', 'ftp://x'], /The endpoint "ftp:\/\/x" is not/],
    ['a malformed domain', ['sign', 'oss://bucket/key', '--cname', 'a b'], /custom domain "a b" is not a domain/],
    ['an empty lifetime', ['sign', 'oss://bucket/key', '--expires', ''], /"" is not a valid duration/],
    ['a malformed lifetime', ['sign', 'oss://bucket/key', '--expires', 'soon'], /"soon" is not a valid duration/],
    ['a negative lifetime', ['sign', 'oss://bucket/key', '--expires', '-5'], /"-5" is not a valid duration/],
    ['a lifetime of zero', ['sign', 'oss://bucket/key', '--expires', '0'], /\[InvalidLifetime\]/],
    ['a lifetime of 8 days', ['sign', 'oss://bucket/key', '--expires', '8d'], /longer than the signature allows/],
    [
      'a lifetime that V1 refuses',
      ['sign', 'oss://bucket/key', '--expires', '40000d', '--signature-version', 'v1'],
      /the signature allows: \d+ seconds\. Use --expires with 900,/,
    ],
    [
      'a window longer than the lifetime',
      ['sign', 'oss://bucket/key', '--expires', '1h', '--signing-window', '2h'],
      /shorter than the signing window of 7200 seconds\. Use a --signing-window from 1 second to /,
    ],
    ['an expiration in the past', ['sign', 'oss://bucket/key', '--expiration', '2020-01-01'], /\[InvalidLifetime\]/],
    [
      'an expiration without a time zone',
      ['sign', 'oss://bucket/key', '--expiration', '2030-01-01T10:00'],
      /with a time zone/,
    ],
    ['an empty URL', ['get', ''], /An empty string is neither oss:\/\/bucket\/key nor an http/],
    ['a malformed URL', ['get', 'htp://host/file'], /"htp:\/\/host\/file" is neither .*\[InvalidUrl\]/],
    ['a URL with signing options', ['get', 'http://h/f', '--region', 'cn-x'], /\[OptionConflict\]/],
    ['a malformed header', ['get', 'http://h/f', '--header', 'nonsense'], /name:value/],
    ['two hosts', ['sign', 'oss://bucket/key', '--internal', '--accelerate'], /cannot be used with/],
    ['a flag of another operation', ['sign', 'oss://bucket/key', '--part-number', '1'], /--part-number does not apply/],
    ['an unknown operation', ['sign', 'oss://bucket/key', '--operation', 'list'], /Allowed choices are get/],
    ['a number out of bounds', ['get', 'oss://bucket/key', '--parallel', '0'], /from 1 to 256/],
    ['an unknown option', ['get', 'oss://bucket/key', '--paralel', '3'], /Did you mean --parallel\?/],
    ['an unknown command', ['list', 'file'], /Unknown command 'list'\. See: ossferry --help/],
    [
      'a misspelled command',
      ['sing', 'oss://b/k'],
      /Unknown command 'sing' \(Did you mean sign\?\)\. See: ossferry --help/,
    ],
    [
      'a command of other tools',
      ['download', 'https://h/f'],
      /'download' \(Did you mean get\?\)\. See: ossferry --help/,
    ],
    ['the command version', ['version'], /'version' \(Did you mean --version\?\)\./],
    ['verify with the file last', ['verify', 'oss://bucket/key', 'file'], /Swap them: .*\[InvalidAddress\]/],
    ['repair with the file last', ['repair', 'https://h/f', 'file'], /Swap them: .*\[InvalidAddress\]/],
    ['put with the file last', ['put', 'oss://bucket/key', 'file'], /Swap them: .*\[InvalidAddress\]/],
    ['a second argument', ['get', 'https://host/file', 'name'], /Expected 1 argument.*Name the file with -o/],
    ['no command', ['https://host/file?Signature=x'], /Unknown command .* To download it: ossferry get/],
  ] as const)('error: %s', async (_, args, says) => {
    await expectFailure({ args, code: 2, says });
  });

  it('error: no region', async () => {
    const env = { OSS_REGION: '', OSS_ENDPOINT: '' };
    await expectFailure({
      args: ['sign', 'oss://bucket/key'],
      env,
      code: 2,
      says: /set OSS_REGION.*\[MissingRegion\]/,
    });
    const cname = ['sign', 'oss://bucket/key', '--cname', 'static.example.com'];
    await expectFailure({ args: cname, env, code: 2, says: /set OSS_REGION.*\[MissingRegion\]/ });
  });

  // The command line of Windows takes at most 32 767 characters.
  it.skipIf(process.platform === 'win32')('error: a URL that is too long', async () => {
    const args = ['get', `http://127.0.0.1/${'k'.repeat(65_536)}`];
    await expectFailure({ args, code: 2, says: /\[UrlTooLong\]/ });
  });

  it('error: as JSON with --json', async () => {
    const { code, stderr } = await cli.run(['sign', 'oss://bucket/', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toEqual({
      error: expect.objectContaining({ code: 'InvalidObjectName', phase: 'config', exitCode: 2 }),
    });
  });

  it('option: verbose adds the stack trace', async () => {
    const { stderr } = await cli.run(['sign', 'oss://bucket/', '--verbose']);
    expect(stderr).toMatch(/^ossferry: The key .*\nOssError: .*\n {4}at /);
    expect((await cli.run(['sign', 'oss://bucket/'], { env: { DEBUG: '1' } })).stderr).toContain('\n    at ');
  });
});

describe.concurrent('bad input: credentials', () => {
  const args = ['sign', 'oss://bucket/key'];

  it('error: no credentials', async () => {
    const env = { OSS_ACCESS_KEY_ID: '', OSS_ACCESS_KEY_SECRET: '' };
    await expectFailure({ args, env, code: 3, says: /Set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET/ });
  });

  it('error: a key without its secret', async () => {
    await expectFailure({
      args,
      env: { OSS_ACCESS_KEY_SECRET: '' },
      code: 3,
      says: /OSS_ACCESS_KEY_SECRET is not set/,
    });
  });

  it('error: a line break in the ID', async () => {
    await expectFailure({
      args,
      env: { OSS_ACCESS_KEY_ID: 'LTAI\n' },
      code: 3,
      says: /accessKeyId is missing or invalid\. Check the values/,
    });
  });
});

describe.concurrent('bad input: refused by OSS', () => {
  it('error: a missing object', async () => {
    const says = /OSS returned 404 NoSuchKey.*request ID [0-9A-F]{24}.*EC 0026-00000001/;
    await expectFailure({ args: ['get', `oss://${bucket}/none`], code: 4, says });
  });

  it('error: a missing bucket', async () => {
    await expectFailure({ args: ['get', 'oss://no-such-bucket/none'], code: 4, says: /404 NoSuchBucket/ });
  });

  it('error: a wrong secret', async () => {
    await cli.local().putObject({ bucket, key: 'there', body: 'x' });
    const env = { OSS_ACCESS_KEY_SECRET: 'another-canary-secret' };
    const args = ['get', `oss://${bucket}/there`];
    await expectFailure({ args, env, code: 4, says: /403 SignatureDoesNotMatch.*Check the access key secret/ });
  });

  it('error: an unknown access key', async () => {
    const args = ['get', `oss://${bucket}/there`];
    await expectFailure({ args, env: { OSS_ACCESS_KEY_ID: 'LTAI-other' }, code: 4, says: /403 InvalidAccessKeyId/ });
  });

  it('error: an expired URL', async () => {
    const { OSS_ENDPOINT: endpoint } = cli.environment();
    const credentials = { accessKeyId: 'LTAI-test', accessKeySecret: 'canary-secret' };
    const client = createClient({ region, endpoint, credentials, now: () => Date.now() - 3_600_000 });
    const { url } = await client.presign(getObject({ bucket, key: 'there' }));
    const says = /^ossferry: The URL has expired.*Get a new URL.*\[UrlExpired/;
    await expectFailure({ args: ['get', url], code: 4, says });
  });
});

describe.concurrent('bad input: the network', () => {
  it('error: the connection is refused', async () => {
    const env = { OSS_ENDPOINT: `http://127.0.0.1:${await freePort()}` };
    const folder = await makeFolder();
    await writeFile(join(folder, 'file'), 'x');
    const says = /\[ConnectionRefused\]/;
    await expectFailure({ args: ['get', `oss://${bucket}/k`, '--retries', '0'], env, folder, code: 5, says });
    await expectFailure({ args: ['put', 'file', `oss://${bucket}/k`], env, folder, code: 5, says });
  });

  it('error: the host does not exist', async () => {
    const args = ['get', 'http://does-not-exist.invalid/file', '--retries', '0'];
    await expectFailure({ args, code: 5, says: /does-not-exist\.invalid .*\[HostNotFound\]/ });
  });
});

describe.concurrent('bad input: the disk', () => {
  it('error: the destination is a folder', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'there'));
    const args = ['get', `oss://${bucket}/there`];
    await expectFailure({ args, folder, code: 6, says: /"there" is a folder\. To download into the folder/ });
    await expectFailure({ args: [...args, '-o', 'sub/'], folder, code: 6, says: /folder that does not exist/ });
    await expectFailure({ args: [...args, '-o', 'no/where'], folder, code: 6, says: /folder that does not exist/ });
  });

  it('error: the destination is not writable', async ({ skip }) => {
    if (process.platform === 'win32') skip('folders of Windows have no modes');
    const folder = await makeFolder();
    // File modes do not restrict root, but a read-only mount does.
    if (isRoot && !mountTmpfs(folder, 'ro')) skip('root cannot mount a read-only file system here');
    if (!isRoot) await chmod(folder, 0o555);
    try {
      const says = /"there" .*\[DestinationForbidden\]/;
      await expectFailure({ args: ['get', `oss://${bucket}/there`], folder, code: 6, says });
    } finally {
      spawnSync('umount', [folder]);
    }
  });

  it.for([
    'size=1m',
    // Inodes for: nothing, the workspace, its lock, and one of its two files.
    'nr_inodes=1',
    'nr_inodes=2',
    'nr_inodes=3',
    'nr_inodes=4',
  ])('error: a full disk leaves no files (%s)', async (size, { skip }) => {
    const folder = await makeFolder();
    if (!isRoot || !mountTmpfs(folder, size)) skip('mounting a small disk needs root on Linux');
    try {
      await cli.local().putObject({ bucket, key: 'too-large', body: Buffer.alloc(8 * mebibyte) });
      const args = ['get', `oss://${bucket}/too-large`];
      await expectFailure({
        args,
        folder,
        code: 6,
        says: /^ossferry: The disk .*"too-large" is full.*\[DiskFull\]/,
      });
    } finally {
      spawnSync('umount', [folder]);
    }
  });

  it.skipIf(process.platform !== 'linux')('error: a folder of a batch that cannot be created', async () => {
    const args = ['get', '--manifest', '-', '--directory', '/proc/ossferry/below'];
    const { code, stderr } = await cli.run(args, { input: `oss://${bucket}/never-requested\n` });
    expect({ code, stderr }).toMatchObject({ code: 8, stderr: expect.stringContaining('[FolderMissing]') });
  });

  it('error: a batch on a full disk stops requesting objects', async ({ skip }) => {
    const folder = await makeFolder();
    if (!isRoot || !mountTmpfs(folder, 'size=256k')) skip('mounting a small disk needs root on Linux');
    try {
      await cli.local().putObject({ bucket, key: 'in-batch', body: Buffer.alloc(20 * 1024) });
      const { text: url } = await cli.run(['sign', `oss://${bucket}/in-batch`]);
      const input = Array.from(
        { length: 500 },
        (_, index) => `${JSON.stringify({ url, destination: `${index}` })}\n`,
      ).join('');
      const before = cli.local().requests.length;
      const args = ['get', '--manifest', '-', '--progress', 'none'];
      const { code, stderr } = await cli.run(args, { cwd: folder, input });
      expect(code).toBe(8);
      expect(stderr).toMatch(/The disk .* is full\..*\[DiskFull\]/);
      expect(cli.local().requests.length - before).toBeLessThan(250);
    } finally {
      spawnSync('umount', [folder]);
    }
  });
});

function mountTmpfs(folder: string, options: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
}

/** Returns a port on which nothing listens. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
