import type { Command } from 'commander';
import { formatBytes, formatSpeed } from '../format/format-bytes.ts';
import { formatDuration } from '../format/format-duration.ts';
import { listenForInterrupt } from '../interrupt.ts';
import { parseObjectAddress, refuseSwapped } from '../object-address.ts';
import { oneLine } from '../one-line.ts';
import { openClient } from '../open-client.ts';
import { addClientFlags, type ClientFlags } from '../options/client-flags.ts';
import { collectHeader, type Pairs } from '../options/collect-pairs.ts';
import { addCredentialsFlags, type CredentialsFlags } from '../options/credentials-flags.ts';
import { addNetworkFlags, type NetworkFlags, readNetworkFlags } from '../options/network-flags.ts';
import { nonEmpty } from '../options/non-empty.ts';
import { openProgressDisplay } from '../progress/open-progress-display.ts';
import { chooseProgressMode } from '../progress/progress-mode.ts';
import type { Shell } from '../shell.ts';
import { uploadFile } from '../upload-file.ts';
import { writeLine } from '../write-line.ts';

interface PutFlags extends ClientFlags, CredentialsFlags, NetworkFlags {
  readonly contentType?: string | undefined;
  readonly forbidOverwrite?: boolean | undefined;
  readonly header?: Pairs | undefined;
  readonly json?: boolean | undefined;
}

/** Adds `ossferry put`: uploads a file and verifies the stored object. */
export function addPutCommand(program: Command, shell: Shell): void {
  const command = program
    .command('put')
    .description('Upload a file and verify its CRC-64')
    .argument('<file>', 'file to upload, at most 5 GiB')
    .argument('<object>', 'oss://bucket/key')
    .option('--content-type <type>', 'media type of the object', nonEmpty('--content-type'))
    .option('--forbid-overwrite', 'fail if the object exists')
    .option('--header <name:value>', 'additional header, for example x-oss-meta-owner:me (repeatable)', collectHeader)
    .option('--json', 'print the result as JSON');
  addNetworkFlags(addCredentialsFlags(addClientFlags(command)))
    .addHelpText('after', examples)
    .action((file: string, object: string, flags: PutFlags) => putFile(file, object, flags, shell));
}

const examples = `
Examples:
  $ ossferry put report.pdf oss://examplebucket/2030/report.pdf --content-type application/pdf`;

async function putFile(file: string, object: string, flags: PutFlags, shell: Shell): Promise<void> {
  refuseSwapped(file, object);
  const address = parseObjectAddress(object);
  const [{ nodeTransport }, { openRoute }] = await Promise.all([
    import('../network/node-transport.ts'),
    import('../network/open-route.ts'),
  ]);
  const transport = nodeTransport(openRoute(await readNetworkFlags(flags, shell)));
  const client = await openClient(address, flags, shell, [], transport);
  const mode = flags.json ? 'none' : chooseProgressMode(undefined, shell);
  const display = await openProgressDisplay(mode, file, shell);
  const interrupt = listenForInterrupt();
  const startedAtMs = Date.now();
  try {
    const stored = await uploadFile(client, address, file, {
      contentType: flags.contentType,
      forbidOverwrite: flags.forbidOverwrite,
      headers: flags.header,
      signal: interrupt.signal,
      display,
    });
    display.end();
    const durationMs = Date.now() - startedAtMs;
    const { sizeBytes, crc64, etag, verified } = stored;
    const check = verified === 'crc64' ? 'verified' : 'not verified: OSS sent none';
    const speed = formatSpeed(sizeBytes, durationMs);
    writeLine(
      shell.stdout,
      flags.json
        ? JSON.stringify({ ...address, ...stored, durationMs }, null, 2)
        : oneLine(
            `${object}: ${formatBytes(sizeBytes)} in ${formatDuration(durationMs)} (${speed}), CRC-64 ${crc64} (${check}), ETag ${etag}`,
          ),
    );
  } finally {
    interrupt.stop();
    display.end();
  }
}
