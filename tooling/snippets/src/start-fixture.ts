import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, getObject } from '@ossferry/client';
import { type LocalOss, startLocalOss } from '@ossferry/local-oss';
import { type SnippetLanguage, snippet, snippetLanguages } from '@ossferry/snippets';
import type { DownloadCase } from './download-cases.ts';
import type { WrittenProgram } from './toolchain.ts';

/** A local OSS, and one program per case to run against it. */
export interface Fixture {
  readonly local: LocalOss;
  /** In the order of the cases. */
  readonly programs: readonly WrittenProgram[];
  readonly close: () => Promise<void>;
}

const account = { accessKeyId: 'LTAI5tExample', accessKeySecret: 'canary-secret' };
const bucket = 'examplebucket';

/** Stores the object of each case, signs a URL for it, and writes the program. */
export async function startFixture(language: SnippetLanguage, cases: readonly DownloadCase[]): Promise<Fixture> {
  const faults = new Map(cases.map((each) => [keyOf(each), each.fault]));
  const cors = [{ allowedOrigins: ['*'], allowedMethods: ['GET' as const], allowedHeaders: ['*'] }];
  const local = await startLocalOss({
    buckets: [{ name: bucket, cors }],
    accounts: [account],
    faults: ({ method, key }) => (method === 'GET' ? faults.get(key) : undefined),
  });
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-snippets-'));
  const sourceName = snippetLanguages.find((each) => each.language === language)?.fileName ?? '';
  const programs: WrittenProgram[] = [];
  for (const [index, each] of cases.entries()) {
    const key = keyOf(each);
    await local.putObject({ bucket, key, body: each.body, headers: { ...each.stored } });
    const source = await writeSource(local, language, each);
    const program = { id: `case${index}`, folder: join(folder, `case${index}`, 'run'), source };
    const path = join(folder, program.id, sourceName);
    await mkdir(program.folder, { recursive: true });
    if (language !== 'browser') await createExisting(each, program.folder);
    await writeFile(path, source);
    programs.push({ ...program, path });
  }
  const close = async () => {
    await local.close();
    await rm(folder, { recursive: true });
  };
  return { local, programs, close };
}

async function createExisting({ existing, fileName = '' }: DownloadCase, folder: string): Promise<void> {
  const path = join(folder, fileName);
  if (existing === 'file') await writeFile(path, 'an older file, longer than the object');
  if (existing === 'directory') await mkdir(path);
}

async function writeSource(local: LocalOss, language: SnippetLanguage, each: DownloadCase): Promise<string> {
  const client = createClient({
    region: 'cn-hangzhou',
    endpoint: local.endpoint,
    credentials: account,
    additionalHeaders: Object.keys(each.request?.headers ?? {}),
    now: () => Date.now() - (each.expired ? 3_600_000 : 0),
  });
  const signed = await client.presign(getObject({ bucket, key: keyOf(each), ...each.request }));
  const presigned = each.withoutHeaders ? { url: signed.url } : signed;
  const source = snippet(presigned, language, { fileName: each.fileName });
  return each.hasShortTimeout ? shortenTimeout(source) : source;
}

/** Replaces the idle timeout of 30 seconds in a program of any language. */
function shortenTimeout(source: string): string {
  const shorter = source.replace(
    /(?<=(?:idleTimeoutMs|IDLE_TIMEOUT_MS) = )30_000|(?<=--speed-time |TIMEOUT = \(10, |idleTimeout = |IDLE_TIMEOUT_SECONDS = )30/,
    (timeout) => (timeout === '30' ? '1' : '1_000'),
  );
  if (shorter === source) throw new Error('This program has no idle timeout.');
  return shorter;
}

function keyOf({ name, key = `folder/${name}.bin` }: DownloadCase): string {
  return key;
}
