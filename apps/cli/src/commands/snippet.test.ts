import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { snippetLanguages } from '@ossferry/snippets';
import { beforeAll, describe, expect, it } from 'vitest';
import { bucket, filesIn, makeFolder, setUpCli } from '../cli.test-support.ts';

const cli = setUpCli();
const object = `oss://${bucket}/a b/文.txt`;

beforeAll(async () => {
  await cli.local().putObject({ bucket, key: 'a b/文.txt', body: 'hello' });
});

async function runProgram(text: string): Promise<{ folder: string; files: string[] }> {
  const folder = await makeFolder();
  const path = join(await makeFolder(), 'download.mjs');
  await writeFile(path, text);
  await promisify(execFile)(process.execPath, [path], { cwd: folder });
  return { folder, files: await filesIn(folder) };
}

describe.concurrent('ossferry snippet', () => {
  it('default: prints a program that downloads the object, and how long it is secret', async () => {
    const { code, text, stderr } = await cli.run(['snippet', object, '--lang', 'nodejs']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^The program contains a secret until \S+Z: .+\n$/);
    const { folder, files } = await runProgram(text);
    expect(files).toEqual(['文.txt']);
    expect(await readFile(join(folder, '文.txt'), 'utf8')).toBe('hello');
  });

  it('option: header, expires and output', async () => {
    const flags = ['--header', 'x-team:blue', '--expires', '2h', '-o', 'x.txt'];
    const { text } = await cli.run(['snippet', object, '--lang', 'nodejs', ...flags]);
    expect(text).toContain("'x-team': 'blue'");
    expect(text).toContain('x-oss-expires=7200');
    expect((await runProgram(text)).files).toEqual(['x.txt']);
  });

  it('behavior: a URL from stdin, with headers', async () => {
    const { text: url } = await cli.run(['sign', object, '--request-payer', 'requester']);
    const header = ['--header', 'x-oss-request-payer:requester'];
    const { text, stderr } = await cli.run(['snippet', '-', '--lang', 'nodejs', ...header], { input: url });
    expect(stderr).toMatch(/until \S+Z:/);
    expect((await runProgram(text)).files).toEqual(['文.txt']);
  });

  it('behavior: an invalid expiration is not printed', async () => {
    const url = 'https://h/k?Expires=9999999999999999&Signature=x&OSSAccessKeyId=y';
    const { code, stderr } = await cli.run(['snippet', url, '--lang', 'curl']);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^The program contains a secret until its URL expires: .+\n$/),
    ]);
  });

  it('behavior: help lists the languages', async () => {
    const { text } = await cli.run(['snippet', '--help']);
    for (const { language } of snippetLanguages) expect(text).toContain(`"${language}"`);
  });

  it.each([
    ['OptionConflict', ['https://h/k?a=b', '--lang', 'go', '--expires', '2h']],
    ['InvalidUrl', ['https://h/k', '--lang', 'go']],
    ['InvalidFileName', [object, '--lang', 'go', '-o', '../x']],
  ])('error: %s', async (code, args) => {
    const result = await cli.run(['snippet', ...args]);
    expect(result).toMatchObject({ code: 2, text: '' });
    expect(result.stderr).toContain(code);
  });

  it('error: no language; the error lists them', async () => {
    const { code, text, stderr } = await cli.run(['snippet', object]);
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(stderr).toContain('Choose one of curl, java, nodejs, python, go, browser, android, objective-c.');
  });
});
