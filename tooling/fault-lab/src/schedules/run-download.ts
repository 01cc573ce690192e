import { readFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import { fetchTransport } from '@ossferry/client';
import { axiosTransport } from '@ossferry/client/axios';
import { type DownloadOptions, type DownloadSource, download } from '@ossferry/downloader-node';
import axios from 'axios';
import { type Lab, labAccount } from '../lab.ts';
import { seededRandom } from '../seeded-random.ts';
import type { DownloadSettings, Schedule } from './schedule.ts';
import type { TlsFront } from './tls-front.ts';

/** The observations of one run of a download. */
export interface DownloadRun {
  readonly error?: unknown;
  /** The durable bytes that the last progress event reported. */
  readonly durableBytes: number;
  readonly resumedBytes: number;
  readonly totalBytes: number;
  readonly restarted: boolean;
  /** It succeeded, and a warning said that the CRC-64 was not compared. */
  readonly unverified: boolean;
  /** The number of requests that timed out. */
  readonly timeouts: number;
  /** The number of requests that failed and were repeated. */
  readonly retries: number;
  readonly violations: readonly string[];
}

/** Longer than all timeouts and retries of a schedule, even on a busy machine. */
const hangMs = 120_000;

/** Short, but long enough for a process that shares its core with others. */
const timeoutMs = 600;

interface RunOptions {
  readonly isFaulty: boolean;
  readonly front: TlsFront | undefined;
}

/**
 * Runs a download of a schedule: with faults, the first run, with short timeouts and delays; otherwise the next run, with
 * the defaults.
 */
export async function runDownload(
  lab: Lab,
  key: string,
  destination: string,
  { seed, settings: firstSettings, nextSettings }: Schedule,
  { isFaulty, front }: RunOptions,
): Promise<DownloadRun> {
  const settings = isFaulty ? firstSettings : nextSettings;
  const visible: unknown[] = [];
  const urls: string[] = [];
  const observed = {
    durableBytes: 0,
    resumedBytes: 0,
    totalBytes: 0,
    restarted: false,
    unverified: false,
    timeouts: 0,
    retries: 0,
  };
  let hasWarned = false;
  const hang = new AbortController();
  const watchdog = setTimeout(() => hang.abort(new Error('hang')), hangMs);
  const options: DownloadOptions = {
    ...transportOptions(settings),
    ...(front && { ca: front.ca, proxy: front.proxy }),
    parallel: settings.parallel,
    partSizeBytes: settings.partSizeBytes,
    pin: settings.pin,
    keepChecksums: settings.keepChecksums,
    limitRateBytesPerSecond: settings.limitRateBytesPerSecond,
    onChange: isFaulty ? settings.onChange : 'restart',
    random: seededRandom(seed).fraction,
    signal: hang.signal,
    ...(isFaulty && {
      retry: { maxFailures: settings.maxFailures, baseDelayMs: 1, maxDelayMs: 4 },
      timeouts: { headersMs: timeoutMs, firstByteMs: timeoutMs, idleMs: timeoutMs },
    }),
    onEvent(event) {
      visible.push(event);
      if (event.type === 'progress') {
        observed.durableBytes = event.durableBytes;
        observed.totalBytes = event.totalBytes;
      } else if (event.type === 'started') observed.resumedBytes = event.resumedBytes;
      else if (event.type === 'warning' && event.code === 'Restarted') observed.restarted = true;
      else if (event.type === 'warning' && event.code === 'NotVerified') hasWarned = true;
      else if (event.type === 'retry') {
        observed.retries += 1;
        if (event.error.code.endsWith('Timeout')) observed.timeouts += 1;
      }
    },
  };
  let error: unknown;
  try {
    const summary = await download(
      await createSource(lab, key, settings, urls, { isFaulty, front }),
      destination,
      options,
    );
    observed.unverified = hasWarned && summary.verified === 'length';
    visible.push(summary);
  } catch (cause) {
    error = cause ?? new Error('rejected without a reason');
    visible.push(cause);
  } finally {
    clearTimeout(watchdog);
  }
  const violations = hang.signal.aborted ? [`hang: no end after ${hangMs} ms`] : [];
  const journal = await readFile(`${destination}.ossferry/journal`, 'utf8').catch(() => '');
  const texts = [inspect(visible, { depth: 12, showHidden: true }), toJson(visible), journal];
  if (containsSecret(texts, urls)) violations.push('a secret was shown');
  return { ...observed, violations, ...(error !== undefined && { error }) };
}

function transportOptions({ transport, threads }: DownloadSettings): Pick<DownloadOptions, 'transport' | 'threads'> {
  if (transport === 'sockets') return { threads };
  return { transport: transport === 'fetch' ? fetchTransport() : axiosTransport(axios.create()), threads };
}

async function createSource(
  lab: Lab,
  key: string,
  settings: DownloadSettings,
  urls: string[],
  { isFaulty, front }: RunOptions,
): Promise<DownloadSource> {
  const presign = async () => {
    const signed = await lab.presign(key, isFaulty ? urls.length + 1 : 1000);
    urls.push(signed.url);
    return front === undefined ? signed : { ...signed, url: front.through(signed.url) };
  };
  return settings.isRenewable ? presign : presign();
}

function containsSecret(texts: readonly string[], urls: readonly string[]): boolean {
  const secrets = [
    labAccount.accessKeySecret,
    ...urls.map((url) => /x-oss-signature=(\w+)/.exec(url)?.[1] ?? 'no signature in the URL'),
  ];
  return secrets.some((secret) => texts.some((text) => text.includes(secret)));
}

function toJson(values: readonly unknown[]): string {
  return JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
