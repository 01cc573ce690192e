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
import { createDemoOutput } from './demo-output.ts';
import { startDemoServer } from './demo-server.ts';
import { sameBytes } from './same-bytes.ts';
import { findSampleFile } from './sample-file.ts';

/** Runs the demo on this machine only: upload, signed URL, parallel download, verification. */
export async function runDemo(shell: Shell, signal: AbortSignal): Promise<void> {
  const folder = await makeDemoFolder();
  let isClean = false;
  try {
    await runSteps(folder, shell, signal);
  } finally {
    isClean = await remove(folder);
  }
  const { print, printDim } = createDemoOutput(shell.stdout);
  const left = isClean ? 'All files of the demo are deleted.' : `Some files of the demo are in use: delete ${folder}.`;
  print(`${left} Next, with your own bucket:`);
  print();
  for (const line of next) printDim(line);
  print();
}

/** Returns whether the folder is gone. On Windows, a file that is or was just open may stay: not worth an error. */
async function remove(folder: string): Promise<boolean> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    return true;
  } catch {
    return false;
  }
}

// In a checkout, the command is a script of the workspace.
const command = import.meta.url.endsWith('.ts') ? 'pnpm ossferry' : 'ossferry';
const next = [
  `$ ${command} sign oss://bucket/key   # sign a URL to share`,
  `$ ${command} get oss://bucket/key    # resumes, renews the URL, verifies`,
  `$ ${command} local                   # a local OSS for development`,
];

async function runSteps(folder: string, shell: Shell, signal: AbortSignal): Promise<void> {
  const { print, printDim, step } = createDemoOutput(shell.stdout);
  const mode = chooseProgressMode(undefined, shell);
  print();
  print('Ossferry signs URLs for private objects in OSS, and downloads through them.');
  printDim('This demo needs no account: it runs against a local OSS on this machine.');
  print();

  const server = await step(
    'Local OSS',
    () => startDemoServer(folder),
    ({ local }) => `${local.endpoint}, verifies every signature`,
  );
  const { client, bucket, local } = server;
  try {
    const sample = await findSampleFile(folder);
    const address = { bucket, key: 'node' };
    const uploading = await openProgressDisplay(mode, 'Upload', shell);
    const stored = await step(
      'Upload',
      () => uploadFile(client, address, sample.path, { display: uploading, signal }).finally(uploading.end),
      () => `${formatBytes(sample.sizeBytes)} (the Node.js binary) to oss://${bucket}/node, private`,
    );

    const signed = await step(
      'Sign',
      () => client.presign(getObject(address), { expires: 900 }),
      () => 'a URL for this object, valid for 15 minutes:',
    );
    print();
    printDim(signed.url);
    printDim('A signed URL is a secret; this one only works for the demo.');
    print();

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
        `${formatSpeed(sizeBytes, durationMs)}, parallel ranges, ${requests} requests`,
    );
    const cuts = server.cuts();

    await step(
      'Verify',
      async () => {
        const sameCrc64 = summary.verified === 'crc64' && summary.crc64 === stored.crc64;
        if (!sameCrc64 || !(await sameBytes(sample.path, downloaded))) throw fileDiffers();
      },
      () => `CRC-64 ${summary.crc64} matches, files are identical`,
    );
    print();
    if (cuts > 0) print(`The demo cut ${cuts} connections on purpose; the download resumed each one.`);
  } finally {
    await local.close();
  }
}

function fileDiffers(): OssError {
  return new OssError({
    code: 'ChecksumMismatch',
    phase: 'verify',
    message: 'The downloaded file differs from the uploaded one.',
    advice: 'This is a bug in ossferry: please report it.',
  });
}
