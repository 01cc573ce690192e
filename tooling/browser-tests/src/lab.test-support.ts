import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, getObject } from '@ossferry/client';
import { corsRule } from '@ossferry/downloader-browser';
import { type Fault, type FaultRequest, type LocalOss, type LoggedRequest, startLocalOss } from '@ossferry/local-oss';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { Browser, BrowserKind, Tab } from './browser.ts';
import { chromium } from './chromium.ts';
import { firefox } from './firefox.ts';
import { type PageServer, startPageServer } from './page-server.ts';

export const mebibyte: number = 1024 * 1024;

/** Short delays, so that tests with many retries are fast. */
export const quickRetry = { maxFailures: 6, baseDelayMs: 1, maxDelayMs: 20 } as const;

const account = { accessKeyId: 'LTAI-test', accessKeySecret: 'canary-secret' };

/** The shared fixture of the tests in one browser. */
export interface Lab {
  readonly local: LocalOss;
  readonly server: PageServer;
  readonly profile: string;
  readonly tab: Tab;
  /** Opens another tab at a path of the server. */
  readonly openTab: (path?: string) => Promise<Tab>;
  /** Kills the browser and restarts it with the same profile. */
  readonly killAndRestart: () => Promise<void>;
  /** Stores random bytes and returns their SHA-256. */
  readonly store: (key: string, sizeBytes: number, bucket?: string) => Promise<string>;
  readonly presign: (key: string, bucket?: string, parameters?: Readonly<Record<string, string>>) => Promise<string>;
  /** The GETs of objects that this test presigned, oldest first; late GETs of other tests are left out. */
  readonly gets: () => readonly LoggedRequest[];
  /** Sets faults for these GETs, numbered from 1. */
  readonly fault: (choose: (get: number, request: FaultRequest) => Fault | readonly Fault[] | undefined) => void;
}

/** Describes the same behavior in Chromium and Firefox. A browser that is not installed is skipped locally and fails in CI. */
export function describeInBrowsers(
  what: string,
  body: (lab: Lab, kind: BrowserKind) => void,
  kinds: readonly BrowserKind[] = [chromium, firefox],
): void {
  for (const kind of kinds) {
    const isMissing = !existsSync(kind.executablePath);
    if (isMissing) console.log(`skipped: ${what} in ${kind.name}: ${kind.executablePath} is not installed`);
    describe.skipIf(isMissing && process.env['CI'] === undefined)(`${what} in ${kind.name}`, () => {
      body(setUpLab(kind), kind);
    });
  }
}

function setUpLab(kind: BrowserKind): Lab {
  let local: LocalOss;
  let server: PageServer;
  let client: ReturnType<typeof createClient>;
  let profile = '';
  let browser: Browser;
  let tab: Tab;
  const presigned = new Set<string>();

  const open = async (): Promise<void> => {
    browser = await kind.start(profile);
    tab = await browser.openTab(server.origin);
  };

  beforeAll(async () => {
    server = await startPageServer();
    const { xml: _, ...rule } = corsRule({ origin: server.origin });
    local = await startLocalOss({
      accounts: [account],
      buckets: [
        { name: 'bucket', cors: [rule] },
        { name: 'hidden', cors: [{ ...rule, exposeHeaders: [] }] },
        { name: 'unpinnable', cors: [{ ...rule, allowedHeaders: ['range'] }] },
        { name: 'closed' },
      ],
    });
    client = createClient({ region: 'cn-hangzhou', endpoint: local.endpoint, credentials: account });
    profile = await mkdtemp(join(tmpdir(), 'ossferry-profile-'));
    await open();
  }, 60_000);
  beforeEach(() => {
    local.setFaults(undefined);
    local.clearRequests();
    presigned.clear();
  });
  afterAll(async () => {
    await browser?.close();
    await local?.close();
    await server?.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  return {
    get local() {
      return local;
    },
    get server() {
      return server;
    },
    get profile() {
      return profile;
    },
    get tab() {
      return tab;
    },
    openTab: (path = '/') => browser.openTab(server.origin + path),
    async killAndRestart() {
      await browser.kill();
      await open();
    },
    async store(key, sizeBytes, bucket = 'bucket') {
      const body = randomBytes(sizeBytes);
      await local.putObject({ bucket, key, body });
      return createHash('sha256').update(body).digest('hex');
    },
    async presign(key, bucket = 'bucket', parameters = {}) {
      presigned.add(`/${bucket}/${key}`);
      return (await client.presign(getObject({ bucket, key, parameters }))).url;
    },
    gets: () => local.requests.filter(({ method, path }) => method === 'GET' && presigned.has(path)),
    fault(choose) {
      let get = 0;
      local.setFaults((request) => {
        if (request.method !== 'GET' || !presigned.has(`/${request.bucket}/${request.key}`)) return undefined;
        get += 1;
        return choose(get, request);
      });
    },
  };
}
