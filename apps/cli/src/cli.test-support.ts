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
/** The arguments of Node: `pnpm test` tests the built bundle; otherwise, the sources run. */
export const program: readonly string[] =
  process.env['OSSFERRY_TEST_BUNDLE'] === undefined
    ? ['--conditions=@ossferry/source', resolve(import.meta.dirname, 'main.ts')]
    : [resolve(import.meta.dirname, '../dist/main.js')];
/** With this cache, child processes start three times as fast. */
const compileCache = join(tmpdir(), 'ossferry-compile-cache');
/** Keeps credentials of this machine's user and instance out of the tests. */
const isolation = {
  HOME: join(tmpdir(), 'ossferry-no-home'),
  NODE_COMPILE_CACHE: compileCache,
  ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
};

export type Variables = Readonly<Record<string, string>>;

export interface RunOptions {
  readonly cwd?: string | undefined;
  /** Overrides the variables for the local OSS; `''` unsets one. */
  readonly env?: Variables | undefined;
  /** The input on stdin. */
  readonly input?: string | undefined;
  /** Keep stdin open after the input. @default false */
  readonly keepsInput?: boolean | undefined;
}

export interface RunResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  /** `stdout` as text, without the final line break. */
  readonly text: string;
  readonly stderr: string;
}

/** A command that is running. */
export interface RunningCommand {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Resolves when the output matches. */
  readonly until: (stream: 'stdout' | 'stderr', pattern: RegExp) => Promise<RegExpExecArray>;
  readonly result: Promise<RunResult>;
}

/** The shared environment of the tests in a file. */
export interface CliHarness {
  readonly local: () => LocalOss;
  readonly environment: () => Variables;
  /** Starts the real command line. Fails the test if stderr contains a secret. */
  readonly start: (args: readonly string[], options?: RunOptions) => RunningCommand;
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<RunResult>;
  /** Sets the faults of requests for an object. */
  readonly fault: (key: string, source: FaultSource | undefined) => void;
}

/** Sets up a local OSS for the tests of a file. */
export function setUpCli(bucketOptions: Partial<BucketOptions> = {}): CliHarness {
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

/** Whether `child.kill` can deliver a signal. On Windows it ends the process instead. */
export const hasSignals: boolean = process.platform !== 'win32';

/** Makes a command import a module first, which may replace Node APIs. */
export function preload(module: string): Variables {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(module)}` };
}

/** Creates a folder for a test. All folders are removed after the tests of the file, which run concurrently. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-cli-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));
const children = new Set<RunningCommand['child']>();

/** Returns the sorted names of a folder's entries. */
export async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort();
}

function startCommand(args: readonly string[], options: RunOptions): RunningCommand {
  const { PATH = '', TMPDIR = '' } = process.env;
  const variables: Variables = { PATH, TMPDIR, ...isolation, ...options.env };
  const env = Object.fromEntries(
    Object.entries({ ...variables, ...windowsHome(variables['HOME']) }).filter(([, value]) => value !== ''),
  );
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: options.cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  child.stdin.on('error', () => undefined); // The command need not read all input.
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
        const waiting = new AbortController();
        const { signal } = waiting;
        await Promise.race([once(child[name], 'data', { signal }), once(child, 'close', { signal })]);
        waiting.abort(); // Removes the other listener.
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

/** On Windows, these variables are what `HOME` is elsewhere, and a child process gets the user's if they are missing. */
function windowsHome(home = ''): Variables {
  return process.platform === 'win32' ? { HOMEDRIVE: home.slice(0, 2), HOMEPATH: home.slice(2) } : {};
}

function expectNoSecret(stderr: string): void {
  for (const canary of canaries) expect(stderr).not.toContain(canary);
  expect(stderr).not.toMatch(/signature=(?!\*\*\*)[\w%]/i);
  expect(stderr).not.toMatch(/(?:credential|accesskeyid|security-token)=(?!\*\*\*)[\w%]/i);
}
