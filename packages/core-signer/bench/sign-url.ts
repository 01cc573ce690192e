// Compares signUrl with the least that any signer has to compute: one SHA-256 of the canonical request and one HMAC with a
// cached key, by the same library. Run: node --conditions=@ossferry/source bench/sign-url.ts
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { signUrl } from '../src/index.ts';

const sign = () =>
  signUrl({
    bucket: 'examplebucket',
    key: 'dir/exampleobject.txt',
    baseUrl: 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com',
    region: 'cn-hangzhou',
    credentials: { accessKeyId: 'LTAI5tExampleAccessKeyId', accessKeySecret: 'ExampleAccessKeySecretForTests' },
    now: new Date(1_767_323_045_000),
    expiresInSeconds: 900,
  });

const { canonicalRequest, stringToSign } = sign();
const canonicalBytes = utf8ToBytes(canonicalRequest);
const bytesToSign = utf8ToBytes(stringToSign);
const key = sha256(utf8ToBytes('a cached key'));

const floorOfBytes = () => [sha256(canonicalBytes), hmac(sha256, key, bytesToSign)];
const floorOfText = () => [sha256(utf8ToBytes(canonicalRequest)), hmac(sha256, key, utf8ToBytes(stringToSign))];

const rounds = 7;
const callsARound = 20_000;
const best = { sign: Infinity, floorOfBytes: Infinity, floorOfText: Infinity };
for (let round = 0; round < rounds; round++) {
  best.sign = Math.min(best.sign, microsecondsACall(sign));
  best.floorOfBytes = Math.min(best.floorOfBytes, microsecondsACall(floorOfBytes));
  best.floorOfText = Math.min(best.floorOfText, microsecondsACall(floorOfText));
}
process.stdout.write(
  `signUrl ${best.sign.toFixed(2)} µs; hash floor ${best.floorOfBytes.toFixed(2)} µs (of bytes), ${best.floorOfText.toFixed(2)} µs (of text); ` +
    `rate ${(best.floorOfBytes / best.sign).toFixed(2)} and ${(best.floorOfText / best.sign).toFixed(2)} of the floor's\n`,
);

function microsecondsACall(call: () => unknown): number {
  const start = process.hrtime.bigint();
  for (let index = 0; index < callsARound; index++) call();
  return Number(process.hrtime.bigint() - start) / callsARound / 1000;
}
