import assert from 'node:assert/strict';
import { globSync } from 'node:fs';

const [page] = globSync('dist/assets/index-*.js', { cwd: import.meta.dirname });
await import(`./${page}`);
assert.equal(typeof globalThis.ferry.download, 'function');
// Vite has found the worker by its URL, and emitted it as a separate file.
assert.equal(globSync('dist/assets/*worker*.js', { cwd: import.meta.dirname }).length, 1);
console.log('fine');
