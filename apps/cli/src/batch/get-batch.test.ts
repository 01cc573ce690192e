import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bucket, filesIn, hasSignals, makeFolder, setUpCli } from '../cli.test-support.ts';

const cli = setUpCli();
const bodies = Array.from({ length: 8 }, (_, index) => randomBytes(2000 + index));

beforeAll(async () => {
  for (const [index, body] of bodies.entries()) await cli.local().putObject({ bucket, key: `in/${index}`, body });
});

const objects = bodies.map((_, index) => `oss://${bucket}/in/${index}`);

/** Writes a manifest into a new folder, and returns a function that runs `get` there. */
async function prepare(name: string, text: string | Buffer) {
  const folder = await makeFolder();
  await writeFile(join(folder, name), text);
  return { folder, get: (...args: string[]) => cli.run(['get', '--manifest', name, ...args], { cwd: folder }) };
}

function ndjson(entries: readonly object[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

async function resultsIn(path: string): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

describe.concurrent('ossferry get --manifest', () => {
  it('default: NDJSON with objects and URLs, default file names', async () => {
    const url = (await cli.run(['sign', objects[1] ?? '', '--request-payer', 'requester'])).text;
    const { folder, get } = await prepare(
      'list.ndjson',
      ndjson([
        { source: objects[0], id: 'zero' },
        { url, destination: 'a/b/one', headers: { 'x-oss-request-payer': 'requester' }, sizeBytes: 2001 },
      ]),
    );
    const { code, text, stderr } = await get('--directory', 'out');
    expect({ code, text }).toEqual({ code: 0, text: '' });
    expect(stderr).toMatch(/^2 objects, 4\.00 kB in [^\n]*\n$/);
    expect(await filesIn(join(folder, 'out'))).toEqual(['0', 'a']);
    expect((await readFile(join(folder, 'out/a/b/one'))).equals(bodies[1] as Buffer)).toBe(true);
  });

  it('behavior: objects without a CRC-64 are counted', async () => {
    await cli.local().putObject({ bucket, key: 'silent', body: 'x' });
    cli.fault('silent', () => ({ type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } }));
    const { get } = await prepare(
      'list.ndjson',
      ndjson([{ source: objects[0] }, { source: `oss://${bucket}/silent` }]),
    );
    const { code, stderr } = await get('--directory', 'out', '--progress', 'plain');
    expect(code).toBe(0);
    expect(stderr).toMatch(/2 objects, .*, 1 with only the size verified\n$/);
  });

  it.skipIf(process.platform === 'win32')('behavior: CSV, with quotes and commas', async () => {
    const { folder, get } = await prepare('list.csv', `source,destination\n${objects[0]},"a, ""b"""\n`);
    expect(await get()).toMatchObject({ code: 0 });
    expect(await filesIn(folder)).toEqual(['a, "b"', 'list.csv']);
  });

  it('behavior: default file names are sanitized', async () => {
    const keys = ['names/.hidden', 'names/CON', `names/${'n'.repeat(300)}`, 'names/a:b'];
    for (const key of keys) await cli.local().putObject({ bucket, key, body: 'x' });
    const { folder, get } = await prepare(
      'list.ndjson',
      ndjson(keys.map((key) => ({ source: `oss://${bucket}/${key}` }))),
    );
    expect(await get('--directory', 'out')).toMatchObject({ code: 0, stderr: expect.stringMatching(/^4 objects, /) });
    expect(await filesIn(join(folder, 'out'))).toEqual(['_CON', '_hidden', 'a_b', 'n'.repeat(255)]);
    const twice = await prepare('l.txt', `oss://${bucket}/names/a:b\noss://${bucket}/other/a_b\n`);
    expect(await twice.get()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/"a_b" is the same as in line 1/),
    });
  });

  it('behavior: text with tabs and aria2 options', async () => {
    const text = `# three\n${objects[0]}\n${objects[1]}\tone\n\n${objects[2]}\n  out=two\n  header=x-oss-meta-a:b\n`;
    const { folder, get } = await prepare('list.txt', text);
    expect(await get('--directory', 'out')).toMatchObject({ code: 0 });
    expect(await filesIn(join(folder, 'out'))).toEqual(['0', 'one', 'two']);
  });

  it.each([
    ['NDJSON', ndjson([{ source: objects[0] }])],
    ['CSV', `source\n${objects[0]}`],
    ['text', `${objects[0]}`],
  ])('behavior: %s on stdin is detected by its first line', async (_, input) => {
    const folder = await makeFolder();
    expect(await cli.run(['get', '--manifest', '-'], { cwd: folder, input })).toMatchObject({ code: 0 });
    expect(await filesIn(folder)).toEqual(['0']);
  });

  it('option: result has a line per object; a failure does not stop the others', async () => {
    const { folder, get } = await prepare('list.txt', `${objects[0]}\noss://${bucket}/absent\n${objects[1]}\n`);
    const { code, stderr } = await get('--result', 'r.ndjson');
    expect(code).toBe(8);
    expect(stderr).toMatch(
      /^absent: .*\[NoSuchKey\]\n2 objects.* 1 failed\nossferry: 1 of 3 objects failed, the first with NoSuchKey\./,
    );
    const results = await resultsIn(join(folder, 'r.ndjson'));
    expect(results).toHaveLength(3);
    expect(results.find(({ destination }) => destination === '0')).toMatchObject({
      status: 'done',
      sizeBytes: 2000,
      crc64: expect.stringMatching(/^\d+$/),
      requests: 1,
    });
    expect(results.find(({ destination }) => destination === 'absent')).toMatchObject({
      status: 'failed',
      errorCode: 'NoSuchKey',
    });
    expect(JSON.stringify(results)).not.toMatch(/http:|signature=/i);
  });

  it('option: skip-done resumes the previous run', async () => {
    const { folder, get } = await prepare('list.txt', `${objects.join('\n')}\n`);
    await get('--result', 'r.ndjson', '--shard', '0/2');
    const first = (await readFile(join(folder, 'r.ndjson'), 'utf8')).match(/\n/g)?.length;
    await appendFile(join(folder, 'r.ndjson'), '{"destination":"7","sta'); // As left by a killed run.
    const before = cli.local().requests.length;
    const { code, stderr } = await get('--result', 'r.ndjson', '--skip-done', '--progress', 'plain');
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining(`, ${first} done before\n`) });
    const names = (await readFile(join(folder, 'r.ndjson'), 'utf8')).match(/"destination":"\d","status":"done"/g);
    expect(new Set(names).size).toBe(8);
    expect(names).toHaveLength(8);
    expect(cli.local().requests.length).toBeGreaterThan(before);
    expect(await get('--skip-done')).toMatchObject({ code: 0 });
    const again = await get();
    expect(again).toMatchObject({
      code: 8,
      stderr: expect.stringMatching(/--skip-done .*--overwrite.*\[DestinationExists\]/),
    });
    expect(await get('--stop-on-error')).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/^ossferry: .*Add --skip-done .*\[DestinationExists\]\n$/m),
    });
    expect(again.stderr).toMatch(/Fix the errors, then run the same command again with --skip-done; /);
  });

  it('option: skip-done counts each object of a long list once, which is read twice', async () => {
    const earlier = Array.from({ length: 20_001 }, (_, index) => ({ source: objects[0], destination: `old-${index}` }));
    const { folder, get } = await prepare('list.ndjson', ndjson([...earlier, { source: objects[1] }]));
    const twoLeft = earlier.slice(1).map(({ destination }) => ({ destination, status: 'done' }));
    await writeFile(join(folder, 'r'), ndjson(twoLeft));
    const { code, stderr } = await get('--directory', 'out', '--result', 'r', '--skip-done');
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^2 objects, .*, 20000 done before\n$/),
    });
    expect(await filesIn(join(folder, 'out'))).toEqual(['1', 'old-0']);
  });

  it('option: shard splits a list into shares without overlap', async () => {
    const { folder, get } = await prepare('list.txt', `${objects.join('\n')}\n`);
    const shares: string[][] = [];
    for (const index of [0, 1, 2]) {
      await get('--directory', `share-${index}`, '--shard', `${index}/3`);
      shares.push(await filesIn(join(folder, `share-${index}`)).catch(() => []));
    }
    expect(shares.flat().sort()).toEqual(objects.map((_, index) => String(index)));
  });

  it.each([
    ['any', 8],
    ['all', 0],
    ['never', 0],
  ])('option: fail-policy %s', async (policy, code) => {
    const { get } = await prepare('list.txt', `${objects[0]}\noss://${bucket}/absent\n`);
    expect(await get('--fail-policy', policy)).toMatchObject({ code });
  });

  it('option: fail-policy all counts objects that an earlier run has done', async () => {
    const { get } = await prepare('list.txt', `${objects[0]}\noss://${bucket}/absent\n`);
    const resumed = ['--result', 'r', '--skip-done', '--fail-policy'];
    expect(await get(...resumed, 'all')).toMatchObject({ code: 0 });
    expect(await get(...resumed, 'all')).toMatchObject({ code: 0 });
    const stderr = expect.stringContaining('1 of 2 objects failed');
    expect(await get(...resumed, 'any')).toMatchObject({ code: 8, stderr });
  });

  it('option: progress plain and json', async () => {
    const { get } = await prepare('list.txt', `${objects[0]}\n${objects[1]}\n`);
    expect((await get('--progress', 'plain')).stderr).toMatch(
      /^1 of 2 objects.*\n2 of 2 objects.*\n2 objects, 4.00 kB in /,
    );
    const events = (await get('--overwrite', '--progress', 'json')).stderr.trimEnd().split('\n');
    expect(events.map((line) => JSON.parse(line).type)).toEqual(['item', 'item', 'finished']);
    expect((await get('--overwrite', '--progress', 'tty')).stderr).toContain('2 objects, 4.00 kB in ');
  });

  it('behavior: bars do not swallow the failures of a short batch', async () => {
    const { get } = await prepare('list.txt', `oss://${bucket}/absent\n`);
    expect((await get('--progress', 'tty')).stderr).toMatch(/absent: .*NoSuchKey/);
  });

  it.runIf(hasSignals)('behavior: Ctrl-C keeps finished files and says how to resume', async () => {
    const { folder } = await prepare('list.txt', `${objects[0]}\noss://${bucket}/stalled\n`);
    await cli.local().putObject({ bucket, key: 'stalled', body: randomBytes(5000) });
    cli.fault('stalled', () => ({ type: 'stall', afterBodyBytes: 10 }));
    const running = cli.start(['get', '--manifest', 'list.txt', '--progress', 'json'], { cwd: folder });
    await running.until('stderr', /"status":"done"/);
    running.child.kill('SIGINT');
    expect(await running.result).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('Interrupted after 1 of 2 objects. Run the same command again with --skip-done'),
    });
    expect(await filesIn(folder)).toEqual(['0', 'list.txt']);
  });

  it('error: a destination outside the folder is refused before any download', async () => {
    const { folder, get } = await prepare(
      'l.ndjson',
      ndjson([{ source: objects[0] }, { source: objects[1], destination: '../x' }]),
    );
    expect(await get()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^ossferry: Line 2 of the manifest: .*is not a plain relative path.*\[InvalidManifest\]/,
      ),
    });
    expect(await filesIn(folder)).toEqual(['l.ndjson']);
  });

  it('error: a manifest and a result file that are symbolic link loops', async () => {
    const { folder, get } = await prepare('l.txt', `${objects[0]}\n`);
    await symlink('loop', join(folder, 'loop'));
    expect(await get('--result', 'loop')).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('[ResultUnwritable]'),
    });
    const { code, stderr } = await cli.run(['get', '--manifest', 'loop'], { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('[FileUnreadable]') });
  });

  it('error: the same file for --manifest and --result', async () => {
    const { folder, get } = await prepare('l.txt', `${objects[0]}\n`);
    await symlink('l.txt', join(folder, 'link'));
    for (const result of ['l.txt', './link']) {
      const stderr = expect.stringContaining('[OptionConflict]');
      expect(await get('--result', result)).toMatchObject({ code: 2, stderr });
    }
    expect(await readFile(join(folder, 'l.txt'), 'utf8')).toBe(`${objects[0]}\n`);
    expect(await filesIn(folder)).toEqual(['l.txt', 'link']);
  });

  it.each(['out', '.'])('error: a symbolic link out of the folder %j', async (directory) => {
    const { folder, get } = await prepare('l.txt', `${objects[0]}\tlink/x\n`);
    const elsewhere = await makeFolder();
    await mkdir(join(folder, directory), { recursive: true });
    await symlink(elsewhere, join(folder, directory, 'link'));
    expect(await get('--directory', directory)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('leads out'),
    });
    expect(await filesIn(elsewhere)).toEqual([]);
  });

  it.each([
    [
      'a file below a file',
      `${objects[0]}\ta\n${objects[1]}\ta/b/c\n`,
      /Line 2 .* "a\/b\/c" and that of line 1 are a file and/,
    ],
    [
      'a file above a file',
      `${objects[0]}\tb\n${objects[0]}\ta/b/c\n${objects[1]}\ta\n`,
      /Line 3 .* "a" and that of line 2 are/,
    ],
    [
      'two objects for one file',
      `${objects[0]}\tx\n${objects[1]}\tx\n`,
      /Line 2 .* destination "x" is the same as in line 1/,
    ],
    ['no object', `${objects[0]}\nhello\n`, /Line 2 .* "hello" is not an object/],
    ['mirrors', `${objects[0]}\t${objects[1]}\n`, /Line 1 .* more than one object/],
    ['an unknown option', `${objects[0]}\n  split=5\n`, /Line 2 .* not an option/],
  ])('error: %s in a text manifest', async (_, text, message) => {
    const { folder, get } = await prepare('l.txt', text);
    expect(await get()).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
    expect(await filesIn(folder)).toEqual(['l.txt']);
  });

  it.each([
    ['l.ndjson', '{"source":"oss://bbb/k"}\n{oops\n', /Line 2 .* not a JSON object/],
    ['l.ndjson', '{"source":"oss://bbb/k","dest":"x"}\n', /Line 1 .* unknown field "dest"/],
    ['l.ndjson', '{"source":"oss://bbb/k","crc64":18446744073709551615}\n', /Line 1 .* crc64/],
    [
      'l.ndjson',
      '{"source":"oss://bbb/k","id":"1"}\n{"source":"oss://bbb/l","id":1}\n',
      /Line 2 .* id is the same as in line 1/,
    ],
    ['l.ndjson', '{"source":"oss://Bad_bucket/x"}\n', /Line 1 .* "Bad_bucket" is not a valid bucket name/],
    ['l.ndjson', `{"source":"oss://bbb/${'x'.repeat(1025)}"}\n`, /Line 1 .* longer than 1024 bytes/],
    ['l.txt', `http://h/${'x'.repeat(65_536)}\n`, /Line 1 .* more than 65536 characters/],
    ['l.txt', 'http://[bad/x\n', /Line 1 .* is not an object/],
    ['l.txt', 'http://h:99999/x\n', /Line 1 .* is not an object/],
    ['l.ndjson', '{"source":"oss://bbb/k","crc64":"18446744073709551616"}\n', /Line 1 .* crc64/],
    ['l.ndjson', '{"source":"oss://bbb/k","headers":{"range":"bytes=0-1"}}\n', /Line 1 .* header range/],
    ['l.ndjson', '{"source":"oss://bbb/k","headers":{"x y":"z"}}\n', /Line 1 .* header name "x y"/],
    ['l.txt', 'oss://bbb/k\n  header=If-Match:x\n', /Line 2 .* header if-match/],
    ['l.csv', 'source,destination\noss://bbb/k\n', /Line 2 .* 1 cell instead of 2/],
    ['l.csv', 'source,sizeBytes\noss://bbb/k,many\n', /Line 2 .* sizeBytes/],
  ])('error: %s: %j', async (name, text, message) => {
    const { get } = await prepare(name, text);
    expect(await get()).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });

  it.each(['l.txt', 'l.ndjson', 'l.csv', 'model'])('error: %s is a single endless line', async (name) => {
    const { get } = await prepare(name, `${'x'.repeat(1024)}`.repeat(1100));
    expect(await get()).toMatchObject({
      code: 2,
      stderr:
        'ossferry: Line 1 of the manifest: it is longer than 1 MiB. Use a list with one object per line. [InvalidManifest]\n',
    });
  });

  it('error: an unclosed quote in a CSV', async () => {
    const { get } = await prepare(
      'l.csv',
      `source,destination\n${objects[0]},"a\n${`${objects[1]},b\n`.repeat(60_000)}`,
    );
    expect(await get()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/ row is longer than 1 MiB\. Check for/),
    });
  });

  it.each(['txt', 'ndjson', 'csv'])('error: a .%s manifest that is not UTF-8', async (ending) => {
    const wide = await prepare(`l.${ending}`, Buffer.from(`\uFEFFsource\n${objects[0]}\n`, 'utf16le'));
    expect(await wide.get()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Line 1 .* suggests UTF-16\. Save/),
    });
    const lines = { txt: '', ndjson: ndjson([{ source: objects[0] }]), csv: 'source,id\n' }[ending];
    const latin = await prepare(`l.${ending}`, Buffer.from(`${lines}# caf\xe9,1\n`, 'latin1'));
    expect(await latin.get()).toMatchObject({
      code: 2,
      stderr: `ossferry: Line ${ending === 'txt' ? 1 : 2} of the manifest: it is not valid UTF-8. Save the manifest as UTF-8. [InvalidManifest]\n`,
    });
    expect(await filesIn(latin.folder)).toEqual([`l.${ending}`]);
  });

  it('error: an invalid line before a line that is not UTF-8 is reported first', async () => {
    const { get } = await prepare('l.txt', Buffer.from(`${objects[0]}\nhello\ncaf\xe9\n`, 'latin1'));
    expect(await get()).toMatchObject({ code: 2, stderr: expect.stringMatching(/Line 2 .* "hello" is not an object/) });
  });

  it.each([
    ['a part of a name', 'd'.repeat(100_000)],
    ['a path', 'd/'.repeat(50_000)],
  ])('error: %s that is too long is truncated in the message', async (_, destination) => {
    const { get } = await prepare('l.txt', `${objects[0]}\t${destination}x\n`);
    const { code, stderr } = await get();
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Line 1 .* is too long \(10000\d characters\)/),
    });
    expect(stderr.length).toBeLessThan(400);
  });

  it('option: skip-done accepts a result file truncated within a character, but no other files', async () => {
    const { folder, get } = await prepare('l.txt', `${objects[0]}\n`);
    await writeFile(
      join(folder, 'r'),
      Buffer.from('{"destination":"0","status":"done"}\n{"destination":"caf\xc3', 'latin1'),
    );
    expect(await get('--result', 'r', '--skip-done', '--progress', 'none')).toMatchObject({ code: 0, stderr: '' });
    expect(await filesIn(folder)).toEqual(['l.txt', 'r']);
    await writeFile(join(folder, 'r'), 'x'.repeat(1_200_000));
    const stderr = expect.stringMatching(/"r" cannot be used \(a line is longer than 1 MiB\).*\[ResultUnwritable\]/);
    expect(await get('--result', 'r', '--skip-done')).toMatchObject({ code: 6, stderr });
  });

  it('error: an invalid manifest with an unknown extension', async () => {
    const { get } = await prepare('l.list', `${objects[0]}\nfoo\n`);
    const { code, stderr } = await get();
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^ossferry: Line 2 of the manifest: [^\n]*\[InvalidManifest\]\n$/),
    });
  });

  it.each([
    ['no header row', `${objects[0]},b\n`, /Line 1 .* has no header row/],
    ['no object column', `destination\nb\n`, /Line 1 .* has no header row/],
    ['an unknown column', `source,dest\n${objects[0]},b\n`, /Line 1 .* unknown field "dest"/],
    ['a short row', `source,destination,id\n${objects[0]},b\n`, /Line 2 .* 2 cells instead of 3/],
  ])('error: a CSV with %s', async (_, text, message) => {
    const { get } = await prepare('l.csv', text);
    expect(await get()).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });

  it('behavior: spaces around the column names of a CSV are ignored', async () => {
    const { folder, get } = await prepare('l.csv', `source , destination\n${objects[0]},b\n`);
    expect(await get()).toMatchObject({ code: 0 });
    expect(await filesIn(folder)).toEqual(['b', 'l.csv']);
  });

  it.each(['ndjson', 'txt', 'csv'])('behavior: a byte order mark in a .%s manifest is ignored', async (format) => {
    const text = { ndjson: ndjson([{ source: objects[0] }]), txt: `${objects[0]}\n`, csv: `source\n${objects[0]}\n` };
    const { folder, get } = await prepare(`list.${format}`, `\uFEFF${text[format as keyof typeof text]}`);
    expect(await get('--directory', 'out')).toMatchObject({ code: 0 });
    expect(await filesIn(join(folder, 'out'))).toEqual(['0']);
  });

  it('option: skip-done does not confuse ids with names', async () => {
    const list = [
      { source: objects[0], destination: 'first', id: 'second' },
      { source: objects[1], destination: 'second' },
    ];
    const { folder, get } = await prepare('list.ndjson', ndjson(list));
    await writeFile(join(folder, 'r'), ndjson([{ id: 'second', destination: 'first', status: 'done' }]));
    expect(await get('--directory', 'out', '--skip-done', '--result', 'r')).toMatchObject({ code: 0 });
    expect(await filesIn(join(folder, 'out'))).toEqual(['second']);
  });

  it('error: a result file that is a folder', async () => {
    const { folder, get } = await prepare('list.txt', `${objects[0]}\n`);
    await mkdir(join(folder, 'r'));
    const { code, stderr } = await get('--result', 'r', '--skip-done');
    expect({ code, stderr }).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/^[^\n]*\[ResultUnwritable\]\n$/),
    });
  });

  it('error: control characters and line breaks in a response are not printed', async () => {
    const message = 'no\u001b]0;title\u0007\u001b[2J\nossferry: all is well';
    cli.fault('in/steered', () => ({ type: 'respond', status: 403, error: { code: 'AccessDenied', message } }));
    const { get } = await prepare('list.txt', `oss://${bucket}/in/steered\n`);
    const { stderr } = await get('--progress', 'plain');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be printed.
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(stderr).not.toMatch(/^ossferry: all is well/m);
  });

  it.each([
    [['--manifest', 'x', 'oss://b/k'], 'OptionConflict'],
    [['--manifest', 'x', '-o', 'y'], 'OptionConflict'],
    [['--manifest', 'x', '--renew-command', 'y'], 'OptionConflict'],
    [['oss://bbb/k', '--shard', '0/2'], 'OptionConflict'],
    [['--manifest', 'x', '--shard', '2/2'], 'InvalidOption'],
    [['--manifest', 'absent.txt'], 'FileUnreadable'],
    [[], 'MissingArgument'],
  ])('error: %j', async (args, errorCode) => {
    const { code, stderr } = await cli.run(['get', ...args]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(`[${errorCode}]`) });
  });
});
