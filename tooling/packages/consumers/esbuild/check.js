import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import worker from './dist/main.js';

const location = (await worker.fetch()).headers.get('location');
assert.match(
  location,
  /^https:\/\/examplebucket\.oss-cn-hangzhou\.aliyuncs\.com\/a%20b\.txt\?.*x-oss-signature=[\da-f]{64}$/,
);
const size = gzipSync(readFileSync(new URL('dist/main.js', import.meta.url)), { level: 9 }).byteLength;
assert.ok(size <= 8_000, `The edge function has ${size} bytes.`);
console.log('fine');
