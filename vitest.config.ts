import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@ossferry/source'] },
  ssr: { resolve: { conditions: ['@ossferry/source'] } },
  test: {
    include: [
      'packages/*/{src,test}/**/*.test.ts',
      'apps/*/{src,test}/**/*.test.ts',
      'tooling/*/{src,test}/**/*.test.ts',
      'examples/*/**/*.test.ts',
    ],
    execArgv: ['--conditions=@ossferry/source'],
    restoreMocks: true,
    unstubEnvs: true,
    sequence: { shuffle: true },
    testTimeout: 30_000,
    // Most tests wait for servers, processes and browsers rather than for a core.
    maxWorkers: Math.max(4, availableParallelism()),
  },
});
