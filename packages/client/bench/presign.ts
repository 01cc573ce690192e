import { createClient, getObject } from '@ossferry/client';

// Times one whole presign: `node --conditions=@ossferry/source packages/client/bench/presign.ts`.
const oss = createClient({
  region: 'cn-hangzhou',
  credentials: { accessKeyId: 'LTAI5tExampleAccessKeyId', accessKeySecret: 'ExampleAccessKeySecretForTests' },
});
const rounds = 20_000;

async function microsecondsPerPresign(): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < rounds; index += 1) {
    await oss.presign(getObject({ bucket: 'examplebucket', key: `dir/object ${index}.txt` }), { expires: 1800 });
  }
  return ((performance.now() - start) * 1000) / rounds;
}

await microsecondsPerPresign();
const runs = [await microsecondsPerPresign(), await microsecondsPerPresign(), await microsecondsPerPresign()];
process.stdout.write(`${Math.min(...runs).toFixed(1)} µs per client.presign (best of ${runs.length} × ${rounds})\n`);
