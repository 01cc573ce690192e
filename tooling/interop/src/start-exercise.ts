import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Credentials } from '@ossferry/contract';
import { generatedBytes, startLocalOss } from '@ossferry/local-oss';
import type { Exercise } from './exercise.ts';

/** A local OSS for one client, and the input of the client. */
export interface StartedExercise {
  readonly exercise: Exercise;
  /** The content of `exercise.file`. */
  readonly fileContent: Uint8Array;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Starts a local OSS with one bucket, and creates a file of six parts. */
export async function startExercise(
  signatureVersion: Exercise['signatureVersion'],
  credentials: Credentials,
): Promise<StartedExercise> {
  const bucket = 'examplebucket';
  const customHost = 'files.example.com';
  const local = await startLocalOss({
    buckets: [{ name: bucket, customDomains: [customHost] }],
    accounts: [credentials],
  });
  const folder = await mkdtemp(join(tmpdir(), 'ossferry-interop-'));
  const fileContent = await buffer(generatedBytes(1, { start: 0, end: 1_400_000 }));
  const file = join(folder, 'upload');
  await writeFile(file, fileContent);
  const exercise: Exercise = {
    endpoint: local.endpoint,
    customDomain: `http://${customHost}:${local.port}`,
    region: 'cn-hangzhou',
    signatureVersion,
    credentials,
    bucket,
    key: 'Verträge 2026/合同 & notes+50%?#😀.txt',
    text: 'Grüße, 世界\n',
    contentType: 'text/plain; charset=utf-8',
    owner: 'ossferry',
    listedPrefix: 'list/',
    listedKeys: ['list/a b', 'list/目录/é&+%', 'list/😀'],
    largeKey: 'large/six parts',
    file,
    destination: join(folder, 'download'),
    partSizeBytes: 256 * 1024,
    deletedKey: 'to be deleted',
    disposition: `attachment; filename="a b.txt"; filename*=UTF-8''%E5%90%88%E5%90%8C.txt`,
    presignedKey: 'uploaded through a URL/é',
  };
  const close = async () => {
    await local.close();
    await rm(folder, { recursive: true });
  };
  return { exercise, fileContent, port: local.port, close };
}
