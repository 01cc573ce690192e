import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Their tests leave nothing behind in a module, a global or the environment, so that files can share a worker, which is
// faster than to begin a new one for each.
const sharing = '{client,cname-endpoint,contract,core-signer,credentials,diagnose,downloader-core,snippets,testkit}';
const sharingTests = [`packages/${sharing}/{src,test}/**/*.test.ts`];

// They share a page that is built once.
const webTests = ['apps/web/src/*.test.ts'];

export default defineConfig({
  resolve: { conditions: ['@ossferry/source'] },
  ssr: { resolve: { conditions: ['@ossferry/source'] } },
  test: {
    execArgv: ['--conditions=@ossferry/source'],
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    sequence: { shuffle: true },
    testTimeout: 30_000,
    // Most tests wait for servers, processes and browsers rather than for a core.
    maxWorkers: Math.max(4, availableParallelism()),
    projects: [
      { extends: true, test: { name: 'sharing', include: sharingTests, isolate: false } },
      {
        extends: true,
        test: { name: 'web', include: webTests, globalSetup: 'apps/web/src/build-page.test-support.ts' },
      },
      {
        extends: true,
        test: {
          name: 'isolated',
          include: [
            'packages/*/{src,test}/**/*.test.ts',
            'apps/*/{src,test}/**/*.test.ts',
            'tooling/*/{src,test}/**/*.test.ts',
            'examples/*/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', ...sharingTests, ...webTests],
        },
      },
    ],
  },
});
