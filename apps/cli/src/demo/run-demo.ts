import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getObject } from '@ossferry/client';
import { OssError } from '@ossferry/contract';
import { download } from '@ossferry/downloader-node';
import { formatBytes, formatSpeed } from '../format/format-bytes.ts';
import { openProgressDisplay } from '../progress/open-progress-display.ts';
import { chooseProgressMode } from '../progress/progress-mode.ts';
import type { Shell } from '../shell.ts';
import { uploadFile } from '../upload-file.ts';
import { makeDemoFolder } from './demo-folder.ts';
import { startDemoServer } from './demo-server.ts';
import { sameBytes } from './same-bytes.ts';
import { findSampleFile } from './sample-file.ts';
import { createStoryteller } from './storyteller.ts';

/** Shows the whole way of an object, on this machine alone: upload, signed URL, parallel download, proof. */
export async function runDemo(shell: Shell, signal: AbortSignal): Promise<void> {
  const folder = await makeDemoFolder();
  try {
    await tell(folder, shell, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const { say, whisper } = createStoryteller(shell.stdout);
  say('All files are deleted again. With an OSS of yours:');
  say();
  for (const line of next) whisper(line);
  say();
}

// Sources run from a checkout, where the command is a script of the workspace.
const command = import.meta.url.endsWith('.ts') ? 'pnpm ossferry' : 'ossferry';
const next = [
  `$ ${command} sign oss://bucket/key   # a URL to hand on`,
  `$ ${command} get oss://bucket/key    # resumes, renews, verifies`,
  `$ ${command} local                   # a local OSS to develop with`,
];

async function tell(folder: string, shell: Shell, signal: AbortSignal): Promise<void> {
  const { say, whisper, step } = createStoryteller(shell.stdout);
  const mode = chooseProgressMode(undefined, shell);
  say();
  say('Ossferry signs URLs for private objects in OSS, and downloads them, whole.');
  whisper('No account needed: the demo brings an OSS of its own, on this machine alone.');
  say();

  const server = await step(
    'Local OSS',
    () => startDemoServer(folder),
    ({ local }) => `${local.endpoint}, checks every signature`,
  );
  const { client, bucket, local } = server;
  try {
    const sample = await findSampleFile(folder);
    const address = { bucket, key: 'node' };
    const uploading = await openProgressDisplay(mode, 'Upload', shell);
    const stored = await step(
      'Upload',
      () => uploadFile(client, address, sample.path, { display: uploading, signal }).finally(uploading.end),
      () => `${formatBytes(sample.sizeBytes)} (Node.js itself), private, oss://${bucket}/node`,
    );

    const signed = await step(
      'Sign',
      () => client.presign(getObject(address), { expires: 900 }),
      () => 'a URL for this one object, good for 15 minutes:',
    );
    say();
    whisper(signed.url);
    whisper('A signed URL is a secret; this one is shown as it opens nothing but this demo.');
    say();

    const downloaded = join(folder, 'downloaded');
    const downloading = await openProgressDisplay(mode, 'Download', shell);
    const summary = await step(
      'Download',
      () =>
        download(signed, downloaded, {
          signal,
          onEvent(event) {
            if (event.type === 'started') downloading.begin(event.object.sizeBytes, event.resumedBytes);
            else if (event.type === 'progress') downloading.update(event.durableBytes);
          },
        }).finally(downloading.end),
      ({ sizeBytes, durationMs, requests }) =>
        `${formatSpeed(sizeBytes, durationMs)}, ranges in parallel, ${requests} requests`,
    );
    const cuts = server.cuts();

    await step(
      'Verify',
      async () => {
        const sameCrc64 = summary.verified === 'crc64' && summary.crc64 === stored.crc64;
        if (!sameCrc64 || !(await sameBytes(sample.path, downloaded))) throw notTheSame();
      },
      () => `CRC-64 ${summary.crc64}, equal byte for byte`,
    );
    say();
    if (cuts > 0) say(`${cuts} connections were cut on purpose: it went on where each one broke.`);
  } finally {
    await local.close();
  }
}

function notTheSame(): OssError {
  return new OssError({
    code: 'ChecksumMismatch',
    phase: 'verify',
    message: 'What was downloaded is not what was uploaded.',
    advice: 'This is a defect of ossferry: please report it.',
  });
}
