import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPage } from './server/page-files.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the built page. */
    readonly pageFolder: string;
  }
}

/** Builds the page once for the tests of all files, before the first one. Returns a function that removes it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-web-'));
  await buildPage(folder);
  project.provide('pageFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
