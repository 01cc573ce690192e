import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

// The page loads without accessing `document`.
globalThis.self = globalThis;
await import('./dist/main.js');
assert.equal(typeof globalThis.ferry.download, 'function');
// webpack has found the worker by its URL, and emitted it as a separate chunk.
const dist = new URL('dist/', import.meta.url);
const scripts = readdirSync(dist).filter((name) => name.endsWith('.js'));
assert.ok(scripts.length > 1, `Only ${scripts} was made.`);
assert.ok(
  !scripts.some((name) => readFileSync(new URL(name, dist), 'utf8').includes('file:///')),
  'A path of the build machine is in the output.',
);
console.log('fine');
