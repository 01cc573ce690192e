import { measure } from 'mitata';
import { median, medianRatio } from '../median.ts';
import { printTable } from '../print-table.ts';
import type { Scale } from '../scale.ts';
import { judge } from '../target.ts';
import { type Presign, presignContenders } from './contenders.ts';

/** Compares the time of one presign, and prints the result. */
export async function benchPresign({ rounds }: Scale): Promise<void> {
  const contenders = presignContenders();
  const times = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
  await measureRound(contenders); // The first round warms up the compiler.
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, nanoseconds] of await measureRound(contenders)) times.get(name)?.push(nanoseconds);
  }
  const timesOf = (name: keyof typeof contenders) => times.get(name) ?? [];
  const microseconds = (name: keyof typeof contenders) => (median(timesOf(name)) / 1000).toFixed(1);
  const rate = medianRatio(timesOf('floor'), timesOf('signUrl'));
  printTable(
    `Presign: core-signer.signUrl against the hash floor (median of ${rounds} rounds)`,
    ['', 'µs', 'rate, floor = 1', 'target'],
    [
      ['hash floor', microseconds('floor'), '1.00', ''],
      ['core-signer.signUrl', microseconds('signUrl'), rate.toFixed(2), judge(rate, { atLeast: 0.8 })],
    ],
  );

  const targets = { 'ali-oss': { atLeast: 7 }, '@aws-sdk/s3-request-presigner': { atLeast: 20 } } as const;
  const peers = ['ali-oss', '@aws-sdk/s3-request-presigner', 'aws4fetch', 'minio'] as const;
  printTable(
    `Presign: client.presign against other clients (median of ${rounds} rounds)`,
    ['', 'µs', 'client.presign is … times as fast', 'target'],
    [
      ['client.presign', microseconds('client'), '1.0', ''],
      ...peers.map((name) => {
        const factor = medianRatio(timesOf(name), timesOf('client'));
        const target = name in targets ? judge(factor, targets[name as keyof typeof targets]) : '';
        return [name === 'ali-oss' ? 'ali-oss (V4)' : name, microseconds(name), factor.toFixed(1), target];
      }),
    ],
  );
}

async function measureRound(contenders: Readonly<Record<string, Presign>>): Promise<[string, number][]> {
  const measured: [string, number][] = [];
  for (const [name, presign] of Object.entries(contenders)) {
    const { avg } = await measure(presign, { min_cpu_time: nanosecondsEach, gc: false });
    measured.push([name, avg]);
  }
  return measured;
}

const nanosecondsEach = 300e6;
