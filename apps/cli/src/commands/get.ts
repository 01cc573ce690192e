import type { Command } from 'commander';
import { addBatchFlags, type BatchFlags, batchFlagNames } from '../batch/batch-flags.ts';
import { type GetObjectFlags, getObject } from '../get-object.ts';
import { addClientFlags } from '../options/client-flags.ts';
import { addCredentialsFlags } from '../options/credentials-flags.ts';
import { expiryPolicyOption } from '../options/expiry-policy.ts';
import { addNetworkFlags } from '../options/network-flags.ts';
import { addRenewalFlags, asksForRenewal } from '../options/renewal-flags.ts';
import { addReadFlags } from '../options/request-flags.ts';
import { addTransferFlags, readTransferFlags } from '../options/transfer-flags.ts';
import { progressOption } from '../progress/progress-mode.ts';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';

type GetFlags = GetObjectFlags & BatchFlags;

/** Adds `ossferry get`: downloads an object, or the objects of a manifest. */
export function addGetCommand(program: Command, shell: Shell): void {
  const command = program
    .command('get')
    .description('Download and verify an object; run again to resume')
    .argument('[object or URL]', "oss://bucket/key, a presigned URL, or '-' for a URL on stdin")
    .option('-o, --output <file>', "output file, a folder ending in '/', or '-' for stdout")
    .addOption(progressOption());
  addTransferFlags(command);
  addBatchFlags(command);
  addReadFlags(command.optionsGroup('Object:'));
  addCredentialsFlags(addClientFlags(command)).addOption(expiryPolicyOption());
  addNetworkFlags(addRenewalFlags(command))
    .addHelpText('after', examples)
    .action((object: string | undefined, flags: GetFlags) => get(object, flags, shell));
}

const examples = `
Without -o, the file name comes from response-content-disposition in the URL,
from the Content-Disposition of the response, or from the last part of the key.
Unsafe characters are removed.

Examples:
  $ ossferry get oss://examplebucket/model.bin
  $ ossferry get "$URL" -o model.bin --header x-oss-request-payer:requester
  $ ossferry sign oss://examplebucket/logs.gz | ossferry get - -o - | gunzip
  $ ossferry get --manifest list.ndjson --directory data --result results.ndjson`;

async function get(object: string | undefined, flags: GetFlags, shell: Shell): Promise<void> {
  const { manifest } = flags;
  if (manifest === undefined) {
    refuseBatchFlags(flags);
    if (object === undefined) throw noObject();
    return getObject(object, flags, shell);
  }
  if (object !== undefined || flags.output !== undefined) throw twoLists();
  if (asksForRenewal(flags)) throw renewalOfMany();
  const { getBatch } = await import('../batch/get-batch.ts');
  await getBatch({ ...flags, manifest }, await readTransferFlags(flags, shell), shell);
}

function refuseBatchFlags(flags: GetFlags): void {
  if (batchFlagNames.every((name) => flags[name] === undefined)) return;
  throw usageError(
    'OptionConflict',
    'This option is only for batch downloads.',
    'Add --manifest, or remove the option.',
  );
}

function noObject(): Error {
  return usageError('MissingArgument', 'There is nothing to download.', 'Pass oss://bucket/key, a URL or --manifest.');
}

function renewalOfMany(): Error {
  const what = '--renew-command and --renew-url renew a single URL: they cannot be used with --manifest.';
  return usageError('OptionConflict', what, 'Remove them; oss://bucket/key entries renew their URLs themselves.');
}

function twoLists(): Error {
  const what = 'With --manifest, objects and destinations come from the manifest.';
  return usageError('OptionConflict', what, 'Remove the object and -o.');
}
