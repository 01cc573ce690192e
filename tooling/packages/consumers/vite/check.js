import assert from 'node:assert/strict';
import { globSync } from 'node:fs';

const [page] = globSync('dist/assets/index-*.js', { cwd: import.meta.dirname });
await import(`./${page}`);
assert.equal(typeof globalThis.ferry.download, 'function');
// The worker is a file of its own: it is found by its URL.
assert.equal(globSync('dist/assets/*worker*.js', { cwd: import.meta.dirname }).length, 1);
console.log('fine');
