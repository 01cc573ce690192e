import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bucket, filesIn, makeFolder, setUpCli } from '../cli.test-support.ts';

const cli = setUpCli();
const bodies = Array.from({ length: 8 }, (_, index) => randomBytes(2000 + index));

beforeAll(async () => {
  for (const [index, body] of bodies.entries()) await cli.local().putObject({ bucket, key: `in/${index}`, body });
});

const objects = bodies.map((_, index) => `oss://${bucket}/in/${index}`);

/** Writes a manifest into a fresh folder, and gives what runs it there. */
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
  it('default: NDJSON, objects and URLs, files under their own names', async () => {
    const url = (await cli.run(['sign', objects[1] ?? '', '--request-payer', 'requester'])).text;
    const { folder, get } = await prepare(
      'list.ndjson',
      ndjson([
        { source: objects[0], id: 'zero' },
        { url, destination: 'a/b/one', headers: { 'x-oss-request-payer': 'requester' }, sizeBytes: 2001 },
      ]),
    );
    expect(await get('--directory', 'out')).toMatchObject({ code: 0, text: '', stderr: '' });
    expect(await filesIn(join(folder, 'out'))).toEqual(['0', 'a']);
    expect((await readFile(join(folder, 'out/a/b/one'))).equals(bodies[1] as Buffer)).toBe(true);
  });

  it('behavior: objects that came without a CRC-64 are counted', async () => {
    await cli.local().putObject({ bucket, key: 'silent', body: 'x' });
    cli.fault('silent', () => ({ type: 'change-headers', headers: { 'x-oss-hash-crc64ecma': null } }));
    const { get } = await prepare(
      'list.ndjson',
      ndjson([{ source: objects[0] }, { source: `oss://${bucket}/silent` }]),
    );
    const { code, stderr } = await get('--directory', 'out', '--progress', 'plain');
    expect(code).toBe(0);
    expect(stderr).toMatch(/2 objects, .*, 1 checked by the length only\n$/);
  });

  it('behavior: CSV, with quotes and commas', async () => {
    const { folder, get } = await prepare('list.csv', `source,destination\n${objects[0]},"a, ""b"""\n`);
    expect(await get()).toMatchObject({ code: 0 });
    expect(await filesIn(folder)).toEqual(['a, "b"', 'list.csv']);
  });

  it('behavior: names of objects are made fit for files, as get makes them', async () => {
    const keys = ['names/.hidden', 'names/CON', `names/${'n'.repeat(300)}`, 'names/a:b'];
    for (const key of keys) await cli.local().putObject({ bucket, key, body: 'x' });
    const { folder, get } = await prepare(
      'list.ndjson',
      ndjson(keys.map((key) => ({ source: `oss://${bucket}/${key}` }))),
    );
    expect(await get('--directory', 'out')).toMatchObject({ code: 0, stderr: '' });
    expect(await filesIn(join(folder, 'out'))).toEqual(['_CON', '_hidden', 'a_b', 'n'.repeat(255)]);
    const twice = await prepare('l.txt', `oss://${bucket}/names/a:b\noss://${bucket}/other/a_b\n`);
    expect(await twice.get()).toMatchObject({ code: 2, stderr: expect.stringMatching(/"a_b" is that of line 1 too/) });
  });

  it('behavior: text, with tabs and the options of aria2', async () => {
    const text = `# three\n${objects[0]}\n${objects[1]}\tone\n\n${objects[2]}\n  out=two\n  header=x-oss-meta-a:b\n`;
    const { folder, get } = await prepare('list.txt', text);
    expect(await get('--directory', 'out')).toMatchObject({ code: 0 });
    expect(await filesIn(join(folder, 'out'))).toEqual(['0', 'one', 'two']);
  });

  it.each([
    ['NDJSON', ndjson([{ source: objects[0] }])],
    ['CSV', `source\n${objects[0]}`],
    ['text', `${objects[0]}`],
  ])('behavior: %s on stdin is known by its first line', async (_, input) => {
    const folder = await makeFolder();
    expect(await cli.run(['get', '--manifest', '-'], { cwd: folder, input })).toMatchObject({ code: 0 });
    expect(await filesIn(folder)).toEqual(['0']);
  });

  it('option: result has a line for each object; one that fails does not stop the rest', async () => {
    const { folder, get } = await prepare('list.txt', `${objects[0]}\noss://${bucket}/absent\n${objects[1]}\n`);
    const { code, stderr } = await get('--result', 'r.ndjson');
    expect(code).toBe(8);
    expect(stderr).toMatch(/^absent: .*\[NoSuchKey\]\nossferry: 1 of 3 objects failed, the first with NoSuchKey\./);
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

  it('option: skip-done goes on where the last run ended', async () => {
    const { folder, get } = await prepare('list.txt', `${objects.join('\n')}\n`);
    await get('--result', 'r.ndjson', '--shard', '0/2');
    await appendFile(join(folder, 'r.ndjson'), '{"destination":"7","sta'); // As a kill leaves it.
    const before = cli.local().requests.length;
    expect(await get('--result', 'r.ndjson', '--skip-done')).toMatchObject({ code: 0 });
    const names = (await readFile(join(folder, 'r.ndjson'), 'utf8')).match(/"destination":"\d","status":"done"/g);
    expect(new Set(names).size).toBe(8);
    expect(names).toHaveLength(8);
    expect(cli.local().requests.length).toBeGreaterThan(before);
    expect(await get('--skip-done')).toMatchObject({ code: 0 });
    const again = await get();
    expect(again).toMatchObject({ code: 8, stderr: expect.stringMatching(/Add --overwrite.*\[DestinationExists\]/) });
    expect(again.stderr).toMatch(/Put right what failed, then run the same command again with --skip-done: /);
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

  it('option: progress plain and json', async () => {
    const { get } = await prepare('list.txt', `${objects[0]}\n${objects[1]}\n`);
    expect((await get('--progress', 'plain')).stderr).toMatch(
      /^1 of 2 objects.*\n2 of 2 objects.*\n2 objects, 4.00 kB in /,
    );
    const events = (await get('--overwrite', '--progress', 'json')).stderr.trimEnd().split('\n');
    expect(events.map((line) => JSON.parse(line).type)).toEqual(['item', 'item', 'finished']);
    expect((await get('--overwrite', '--progress', 'tty')).stderr).toContain('2 objects, 4.00 kB in ');
  });

  it('behavior: Ctrl-C keeps what is there and says how to go on', async () => {
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

  it.each([
    ['../x', 'is not a plain path below the folder'],
    ['a/../../x', 'is not a plain path below the folder'],
    ['a\\b', 'is not a plain path below the folder'],
    ['a//b', 'is not a plain path below the folder'],
    ['/tmp/ossferry-never', 'is absolute'],
  ])('error: the destination %s is refused before anything is fetched', async (destination, what) => {
    const { folder, get } = await prepare(
      'l.ndjson',
      ndjson([{ source: objects[0] }, { source: objects[1], destination }]),
    );
    expect(await get()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(new RegExp(`^ossferry: Line 2 of the manifest: .*${what}.*\\[InvalidManifest\\]`)),
    });
    expect(await filesIn(folder)).toEqual(['l.ndjson']);
  });

  it('error: a list and results that nobody may look at are named', async () => {
    const { folder, get } = await prepare('l.txt', `${objects[0]}\n`);
    await symlink('loop', join(folder, 'loop'));
    expect(await get('--result', 'loop')).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('[ResultUnwritable]'),
    });
    const { code, stderr } = await cli.run(['get', '--manifest', 'loop'], { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('[FileUnreadable]') });
  });

  it('error: results must not be appended to the list itself', async () => {
    const { folder, get } = await prepare('l.txt', `${objects[0]}\n`);
    await symlink('l.txt', join(folder, 'link'));
    for (const result of ['l.txt', './link']) {
      const stderr = expect.stringContaining('[OptionConflict]');
      expect(await get('--result', result)).toMatchObject({ code: 2, stderr });
    }
    expect(await readFile(join(folder, 'l.txt'), 'utf8')).toBe(`${objects[0]}\n`);
    expect(await filesIn(folder)).toEqual(['l.txt', 'link']);
  });

  it('error: a link that leads out of the folder', async () => {
    const { folder, get } = await prepare('l.txt', `${objects[0]}\tlink/x\n`);
    const elsewhere = await makeFolder();
    await mkdir(join(folder, 'out'));
    await symlink(elsewhere, join(folder, 'out/link'));
    expect(await get('--directory', 'out')).toMatchObject({ code: 2, stderr: expect.stringContaining('leads out') });
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
    ['two objects for one file', `${objects[0]}\tx\n${objects[1]}\tx\n`, /Line 2 .* destination "x" is that of line 1/],
    ['no object', `${objects[0]}\nhello\n`, /Line 2 .* "hello" stands where the object should/],
    ['mirrors', `${objects[0]}\t${objects[1]}\n`, /Line 1 .* more than one object/],
    ['an unknown option', `${objects[0]}\n  split=5\n`, /Line 2 .* no option/],
  ])('error: %s in a text list', async (_, text, message) => {
    const { folder, get } = await prepare('l.txt', text);
    expect(await get()).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
    expect(await filesIn(folder)).toEqual(['l.txt']);
  });

  it.each([
    ['l.ndjson', '{"source":"oss://bbb/k"}\n{oops\n', /Line 2 .* not a JSON object/],
    ['l.ndjson', '{"source":"oss://bbb/k","dest":"x"}\n', /Line 1 .* "dest" is not known/],
    ['l.ndjson', '{"source":"oss://bbb/k","crc64":18446744073709551615}\n', /Line 1 .* crc64/],
    [
      'l.ndjson',
      '{"source":"oss://bbb/k","id":"1"}\n{"source":"oss://bbb/l","id":1}\n',
      /Line 2 .* id is that of line 1/,
    ],
    ['l.ndjson', '{"source":"oss://Bad_bucket/x"}\n', /Line 1 .* "Bad_bucket" is no bucket name/],
    ['l.ndjson', `{"source":"oss://bbb/${'x'.repeat(1025)}"}\n`, /Line 1 .* more than 1024 bytes/],
    ['l.txt', 'http://[bad/x\n', /Line 1 .* stands where the object should/],
    ['l.txt', 'http://h:99999/x\n', /Line 1 .* stands where the object should/],
    ['l.ndjson', '{"source":"oss://bbb/k","crc64":"18446744073709551616"}\n', /Line 1 .* crc64/],
    ['l.ndjson', '{"source":"oss://bbb/k","headers":{"range":"bytes=0-1"}}\n', /Line 1 .* header range/],
    ['l.ndjson', '{"source":"oss://bbb/k","headers":{"x y":"z"}}\n', /Line 1 .* header name "x y"/],
    ['l.txt', 'oss://bbb/k\n  header=If-Match:x\n', /Line 2 .* header if-match/],
    ['l.csv', 'source,destination\noss://bbb/k\n', /Line 2 .* 1 cell, 2 expected/],
    ['l.csv', 'source,sizeBytes\noss://bbb/k,many\n', /Line 2 .* sizeBytes/],
  ])('error: %s: %j', async (name, text, message) => {
    const { get } = await prepare(name, text);
    expect(await get()).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });

  it.each(['l.txt', 'l.ndjson', 'l.csv', 'model'])('error: %s is one line without end', async (name) => {
    const { get } = await prepare(name, `${'x'.repeat(1024)}`.repeat(1100));
    expect(await get()).toMatchObject({
      code: 2,
      stderr:
        'ossferry: Line 1 of the manifest: it is longer than 1 MiB. Give a list of objects, one on each line. [InvalidManifest]\n',
    });
  });

  it('error: a quote in a CSV that is not closed', async () => {
    const { get } = await prepare(
      'l.csv',
      `source,destination\n${objects[0]},"a\n${`${objects[1]},b\n`.repeat(60_000)}`,
    );
    expect(await get()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/ row is longer than 1 MiB\. Look for/),
    });
  });

  it.each(['txt', 'ndjson', 'csv'])('error: a list as .%s that is not in UTF-8', async (ending) => {
    const wide = await prepare(`l.${ending}`, Buffer.from(`\uFEFFsource\n${objects[0]}\n`, 'utf16le'));
    expect(await wide.get()).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Line 1 .* in UTF-16 has\. Save/),
    });
    const lines = { txt: '', ndjson: ndjson([{ source: objects[0] }]), csv: 'source,id\n' }[ending];
    const latin = await prepare(`l.${ending}`, Buffer.from(`${lines}# caf\xe9,1\n`, 'latin1'));
    expect(await latin.get()).toMatchObject({
      code: 2,
      stderr: `ossferry: Line ${ending === 'txt' ? 1 : 2} of the manifest: it is not in UTF-8. Save the list as UTF-8. [InvalidManifest]\n`,
    });
    expect(await filesIn(latin.folder)).toEqual([`l.${ending}`]);
  });

  it('error: what is wrong before a line that is not in UTF-8 is told first', async () => {
    const { get } = await prepare('l.txt', Buffer.from(`${objects[0]}\nhello\ncaf\xe9\n`, 'latin1'));
    expect(await get()).toMatchObject({ code: 2, stderr: expect.stringMatching(/Line 2 .* "hello" stands where/) });
  });

  it.each([
    ['a part of a name', 'd'.repeat(100_000)],
    ['a path', 'd/'.repeat(50_000)],
  ])('error: %s that is too long is not shown whole', async (_, destination) => {
    const { get } = await prepare('l.txt', `${objects[0]}\t${destination}x\n`);
    const { code, stderr } = await get();
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Line 1 .* 10000\d characters is too/),
    });
    expect(stderr.length).toBeLessThan(400);
  });

  it('option: skip-done takes results that a crash has cut within a character, and refuses what are none', async () => {
    const { folder, get } = await prepare('l.txt', `${objects[0]}\n`);
    await writeFile(
      join(folder, 'r'),
      Buffer.from('{"destination":"0","status":"done"}\n{"destination":"caf\xc3', 'latin1'),
    );
    expect(await get('--result', 'r', '--skip-done')).toMatchObject({ code: 0, stderr: '' });
    expect(await filesIn(folder)).toEqual(['l.txt', 'r']);
    await writeFile(join(folder, 'r'), 'x'.repeat(1_200_000));
    const stderr = expect.stringMatching(/"r" cannot be used \(a line is longer than 1 MiB\).*\[ResultUnwritable\]/);
    expect(await get('--result', 'r', '--skip-done')).toMatchObject({ code: 6, stderr });
  });

  it('error: a list whose name does not tell its format is refused like any other', async () => {
    const { get } = await prepare('l.list', `${objects[0]}\nfoo\n`);
    const { code, stderr } = await get();
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^ossferry: Line 2 of the manifest: [^\n]*\[InvalidManifest\]\n$/),
    });
  });

  it.each([
    ['no names at all', `${objects[0]},b\n`, /Line 1 .* does not name the fields/],
    ['no object among the names', `destination\nb\n`, /Line 1 .* does not name the fields/],
    ['a name that is not known', `source,dest\n${objects[0]},b\n`, /Line 1 .* "dest" is not known/],
    ['a row that is too short', `source,destination,id\n${objects[0]},b\n`, /Line 2 .* 2 cells, 3 expected/],
  ])('error: a CSV with %s', async (_, text, message) => {
    const { get } = await prepare('l.csv', text);
    expect(await get()).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });

  it('behavior: blanks around the names of a CSV are passed over', async () => {
    const { folder, get } = await prepare('l.csv', `source , destination\n${objects[0]},b\n`);
    expect(await get()).toMatchObject({ code: 0 });
    expect(await filesIn(folder)).toEqual(['b', 'l.csv']);
  });

  it.each(['ndjson', 'txt', 'csv'])(
    'behavior: a byte order mark before a list as .%s is passed over',
    async (format) => {
      const text = { ndjson: ndjson([{ source: objects[0] }]), txt: `${objects[0]}\n`, csv: `source\n${objects[0]}\n` };
      const { folder, get } = await prepare(`list.${format}`, `\uFEFF${text[format as keyof typeof text]}`);
      expect(await get('--directory', 'out')).toMatchObject({ code: 0 });
      expect(await filesIn(join(folder, 'out'))).toEqual(['0']);
    },
  );

  it('option: skip-done does not take the id of one object for the name of another', async () => {
    const list = [
      { source: objects[0], destination: 'first', id: 'second' },
      { source: objects[1], destination: 'second' },
    ];
    const { folder, get } = await prepare('list.ndjson', ndjson(list));
    await writeFile(join(folder, 'r'), ndjson([{ id: 'second', destination: 'first', status: 'done' }]));
    expect(await get('--directory', 'out', '--skip-done', '--result', 'r')).toMatchObject({ code: 0 });
    expect(await filesIn(join(folder, 'out'))).toEqual(['second']);
  });

  it('error: a list of results that is a folder', async () => {
    const { folder, get } = await prepare('list.txt', `${objects[0]}\n`);
    await mkdir(join(folder, 'r'));
    const { code, stderr } = await get('--result', 'r', '--skip-done');
    expect({ code, stderr }).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(/^[^\n]*\[ResultUnwritable\]\n$/),
    });
  });

  it('error: what a server answers neither steers the terminal nor adds a line', async () => {
    const message = 'no\u001b]0;title\u0007\u001b[2J\nossferry: all is well';
    cli.fault('in/steered', () => ({ type: 'respond', status: 403, error: { code: 'AccessDenied', message } }));
    const { get } = await prepare('list.txt', `oss://${bucket}/in/steered\n`);
    const { stderr } = await get('--progress', 'plain');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there.
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
