import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

process.env.OSS_ACCESS_KEY_ID = 'LTAI5tExample';
process.env.OSS_ACCESS_KEY_SECRET = 'secret';

const requestFor = (key) =>
  new Request('https://app.example/api/sign', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ operation: 'getObject', bucket: 'examplebucket', key }),
  });

for (const name of ['node', 'edge']) {
  const { POST } = await import(`./dist/${name}.js`);
  const response = await POST(requestFor('public/a.txt'));
  const text = await response.text();
  assert.equal(response.status, 200, text);
  assert.match(JSON.parse(text).url, /^https:\/\/examplebucket\.oss-cn-hangzhou\.aliyuncs\.com\/public\/a\.txt\?/);
  assert.equal((await POST(requestFor('private/a.txt'))).status, 403);
}
const { POST: copy } = await import('./dist/copy.js');
await assert.rejects(copy(new Request('https://app.example/api/copy', { method: 'POST', body: 'report.pdf' })), {
  code: 'InvalidUrl',
});
const edge = readFileSync(new URL('dist/edge.js', import.meta.url), 'utf8');
assert.ok(!/from\s*["']node:/.test(edge), 'The edge function imports a Node.js module.');
console.log('fine');
