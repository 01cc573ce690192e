import type * as inBrowsers from '@ossferry/downloader-browser';
import type * as inNode from '@ossferry/downloader-node';
import { expectTypeOf, it } from 'vitest';

// These tests compare types: `pnpm typecheck` fails if the two downloaders diverge.

type Both = 'parallel' | 'partSizeBytes' | 'overwrite' | 'verify' | 'pin' | 'onChange' | 'signal' | 'onEvent' | 'retry';

it('behavior: options that both downloaders support have the same names and types', () => {
  expectTypeOf<Pick<inNode.DownloadOptions, Both>>().toEqualTypeOf<Pick<inBrowsers.DownloadOptions, Both>>();
  expectTypeOf<inNode.DownloadSource>().toEqualTypeOf<inBrowsers.DownloadSource>();
  expectTypeOf<inNode.DownloadEvent>().toEqualTypeOf<inBrowsers.DownloadEvent>();
  expectTypeOf<inBrowsers.DownloadSummary>().toExtend<inNode.DownloadSummary>();
});

it('behavior: options that only one downloader supports are listed here', () => {
  type OnlyInNode = Exclude<keyof inNode.DownloadOptions, keyof inBrowsers.DownloadOptions>;
  type OnlyInBrowsers = Exclude<keyof inBrowsers.DownloadOptions, keyof inNode.DownloadOptions>;
  expectTypeOf<OnlyInNode>().toEqualTypeOf<'keepChecksums' | 'proxy' | 'ca' | 'env'>();
  expectTypeOf<OnlyInBrowsers>().toEqualTypeOf<'workerUrl' | 'referrerPolicy'>();
});
