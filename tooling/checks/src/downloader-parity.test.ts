import type * as inBrowsers from '@ossferry/downloader-browser';
import type * as inNode from '@ossferry/downloader-node';
import { expectTypeOf, it } from 'vitest';

// These are types: `pnpm typecheck` fails where the two downloaders drift apart.

type Both = 'parallel' | 'partSizeBytes' | 'overwrite' | 'verify' | 'pin' | 'onChange' | 'signal' | 'onEvent' | 'retry';

it('behavior: what both downloaders can do is asked for by the same names, with the same meanings', () => {
  expectTypeOf<Pick<inNode.DownloadOptions, Both>>().toEqualTypeOf<Pick<inBrowsers.DownloadOptions, Both>>();
  expectTypeOf<inNode.DownloadSource>().toEqualTypeOf<inBrowsers.DownloadSource>();
  expectTypeOf<inNode.DownloadEvent>().toEqualTypeOf<inBrowsers.DownloadEvent>();
  expectTypeOf<inBrowsers.DownloadSummary>().toExtend<inNode.DownloadSummary>();
});

it('behavior: what only one of them can do is named here', () => {
  type OnlyInNode = Exclude<keyof inNode.DownloadOptions, keyof inBrowsers.DownloadOptions>;
  type OnlyInBrowsers = Exclude<keyof inBrowsers.DownloadOptions, keyof inNode.DownloadOptions>;
  expectTypeOf<OnlyInNode>().toEqualTypeOf<'keepChecksums' | 'proxy' | 'ca' | 'env'>();
  expectTypeOf<OnlyInBrowsers>().toEqualTypeOf<'workerUrl' | 'referrerPolicy'>();
});
