import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findFiles } from './find-files.ts';

/** A hand-written page; `path` is relative to the root of the repository. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** One fenced block of a page. */
export interface Block {
  /** The page and the block's position in it: `docs/guide/presign.md block 3`. */
  readonly name: string;
  /** The info string of the fence: `ts`, `sh`, …; empty for output. */
  readonly language: string;
  readonly code: string;
}

/** The root of the repository. */
export const root: string = resolve(import.meta.dirname, '../../..');

/** Reads every hand-written page: documentation, READMEs and the pages at the root. */
export function readPages(): Page[] {
  const patterns = ['*.md', '{packages,apps,tooling}/*/README.md', 'examples/**/*.md', 'docs/**/*.md'];
  return findFiles(patterns, { cwd: root, exclude: ['**/node_modules/**', 'docs/{api,packages}/**'] })
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .toSorted((one, other) => one.path.localeCompare(other.path));
}

/** Lists the fenced blocks of a page. */
export function blocksOf({ path, text }: Page): Block[] {
  return [...text.matchAll(fence)].map(([, language = '', code = ''], index) => ({
    name: `${path} block ${index + 1}`,
    language,
    code,
  }));
}

/** Returns the text of a page without its fenced blocks. */
export function proseOf({ text }: Page): string {
  return text.replaceAll(fence, '');
}

const fence = /^```([^\n]*)\n([\s\S]*?)^```$/gm;
