import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { type BucketOptions, type FaultSource, type LocalOss, startLocalOss } from '@ossferry/local-oss';
import { afterAll, beforeAll, expect } from 'vitest';

export const mebibyte: number = 1024 * 1024;
export const region = 'cn-hangzhou';
export const bucket = 'bucket';

const canaries = ['canary-secret', 'canary-token'];
const account = { accessKeyId: 'LTAI-test', accessKeySecret: 'canary-secret' };
const temporary = { accessKeyId: 'STS.test', accessKeySecret: 'canary-secret', securityToken: 'canary-token' };
/** What Node runs: `pnpm test` proves the bundle that ships, which it has just built; all else runs the sources. */
export const program: readonly string[] =
  process.env['OSSFERRY_TEST_BUNDLE'] === undefined
    ? ['--conditions=@ossferry/source', resolve(import.meta.dirname, 'main.ts')]
    : [resolve(import.meta.dirname, '../dist/main.js')];
/** Children that read their sources from here start three times as fast. */
const compileCache = join(tmpdir(), 'ossferry-compile-cache');
/** No credentials of this machine reach a test: neither those of its user nor those of its instance. */
const isolation = {
  HOME: join(tmpdir(), 'ossferry-no-home'),
  NODE_COMPILE_CACHE: compileCache,
  ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
};

export type Variables = Readonly<Record<string, string>>;

export interface RunOptions {
  readonly cwd?: string | undefined;
  /** On top of what leads to the local OSS; `''` unsets one. */
  readonly env?: Variables | undefined;
  /** What stands on stdin. */
  readonly input?: string | undefined;
  /** Whoever writes to stdin goes on to hold it. @default false */
  readonly keepsInput?: boolean | undefined;
}

export interface RunResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  /** `stdout` as text, without the line break at its end. */
  readonly text: string;
  readonly stderr: string;
}

/** A command that is running. */
export interface RunningCommand {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Resolves as soon as stdout or stderr holds a match. */
  readonly until: (stream: 'stdout' | 'stderr', pattern: RegExp) => Promise<RegExpExecArray>;
  readonly result: Promise<RunResult>;
}

/** What the tests of one file share. */
export interface CliBench {
  readonly local: () => LocalOss;
  readonly environment: () => Variables;
  /** Starts the real command line. No stderr of any run may hold a secret. */
  readonly start: (args: readonly string[], options?: RunOptions) => RunningCommand;
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<RunResult>;
  /** What goes wrong with the requests for one object. */
  readonly fault: (key: string, source: FaultSource | undefined) => void;
}

/** Sets up one local OSS for the tests of a file. */
export function setUpCli(bucketOptions: Partial<BucketOptions> = {}): CliBench {
  const faults = new Map<string, FaultSource>();
  let server: LocalOss;
  beforeAll(async () => {
    server = await startLocalOss({
      region,
      buckets: [{ name: bucket, ...bucketOptions }],
      accounts: [account, temporary],
      faults: (request) => faults.get(request.key)?.(request),
    });
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await server.close();
  });

  const environment = (): Variables => ({
    OSS_ACCESS_KEY_ID: account.accessKeyId,
    OSS_ACCESS_KEY_SECRET: account.accessKeySecret,
    OSS_ENDPOINT: server.endpoint,
    OSS_REGION: region,
  });
  const start = (args: readonly string[], options: RunOptions = {}): RunningCommand =>
    startCommand(args, { ...options, env: { ...environment(), ...options.env } });
  return {
    local: () => server,
    environment,
    start,
    run: (args, options) => start(args, options).result,
    fault(key, source) {
      if (source === undefined) faults.delete(key);
      else faults.set(key, source);
    },
  };
}

/** Has a command run a module of its own first, which may watch what Node is asked for. */
export function preload(module: string): Variables {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(module)}` };
}

/** Makes a folder for one test. They go when all tests of the file are over, since those run at the same time. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-cli-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));
const children = new Set<RunningCommand['child']>();

/** Names of all that is in a folder, sorted. */
export async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort();
}

function startCommand(args: readonly string[], options: RunOptions): RunningCommand {
  const { PATH = '', TMPDIR = '' } = process.env;
  const env = Object.fromEntries(
    Object.entries({ PATH, TMPDIR, ...isolation, ...options.env }).filter(([, value]) => value !== ''),
  );
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: options.cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  child.stdin.on('error', () => undefined); // It need not read all.
  if (options.keepsInput) child.stdin.write(options.input ?? '');
  else child.stdin.end(options.input ?? '');
  const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => output[name].push(chunk));
  }
  const textOf = (name: 'stdout' | 'stderr'): string => Buffer.concat(output[name]).toString();
  return {
    child,
    async until(name, pattern) {
      for (;;) {
        const match = pattern.exec(textOf(name));
        if (match !== null) return match;
        if (!children.has(child)) throw new Error(`ended with ${child.exitCode}: ${textOf('stderr')}`);
        const heard = new AbortController();
        const { signal } = heard;
        await Promise.race([once(child[name], 'data', { signal }), once(child, 'close', { signal })]);
        heard.abort(); // Takes the other listener away.
      }
    },
    result: once(child, 'close').then(([code, signal]) => {
      const stderr = textOf('stderr');
      expectNoSecret(stderr);
      return {
        code,
        signal,
        stdout: Buffer.concat(output.stdout),
        text: textOf('stdout').replace(/\n$/, ''),
        stderr,
      };
    }),
  };
}

function expectNoSecret(stderr: string): void {
  for (const canary of canaries) expect(stderr).not.toContain(canary);
  expect(stderr).not.toMatch(/signature=(?!\*\*\*)[\w%]/i);
  expect(stderr).not.toMatch(/(?:credential|accesskeyid|security-token)=(?!\*\*\*)[\w%]/i);
}
