import type { Command } from 'commander';
import { addBatchFlags, type BatchFlags, batchFlagNames } from '../batch/batch-flags.ts';
import { type GetObjectFlags, getObject } from '../get-object.ts';
import { addClientFlags } from '../options/client-flags.ts';
import { addCredentialsFlags } from '../options/credentials-flags.ts';
import { expiryPolicyOption } from '../options/expiry-policy.ts';
import { addRenewalFlags, asksForRenewal } from '../options/renewal-flags.ts';
import { addReadFlags } from '../options/request-flags.ts';
import { addTransferFlags, readTransferFlags } from '../options/transfer-flags.ts';
import { progressOption } from '../progress/progress-mode.ts';
import type { Shell } from '../shell.ts';
import { usageError } from '../usage-error.ts';

type GetFlags = GetObjectFlags & BatchFlags;

/** Adds `ossferry get`: downloads an object, whole or not at all. */
export function addGetCommand(program: Command, shell: Shell): void {
  const command = program
    .command('get')
    .description('Download an object, whole; run again to resume')
    .argument('[object or URL]', "oss://bucket/key, a presigned URL, or '-' for a URL on stdin")
    .option('-o, --output <file>', "where to put it, a folder with / at its end, or '-' for stdout")
    .addOption(progressOption());
  addTransferFlags(command);
  addRenewalFlags(command);
  addBatchFlags(command);
  addReadFlags(command.optionsGroup('Which bytes:'));
  addCredentialsFlags(addClientFlags(command))
    .addOption(expiryPolicyOption())
    .addHelpText('after', examples)
    .action((object: string | undefined, flags: GetFlags) => get(object, flags, shell));
}

const examples = `
Without -o the file is named by response-content-disposition in the URL, by
Content-Disposition of the answer, or by the end of the object's name;
characters that harm are taken out of it.

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
  throw usageError('OptionConflict', 'An option for many objects stands where there is one.', 'Give --manifest.');
}

function noObject(): Error {
  return usageError('MissingArgument', 'There is nothing to download.', 'Give oss://bucket/key, a URL or --manifest.');
}

function renewalOfMany(): Error {
  const what = 'One command cannot renew the URLs of a list: --renew-command and --renew-url are for one URL.';
  return usageError('OptionConflict', what, 'Leave them out; oss://bucket/key in the list renews its own URL.');
}

function twoLists(): Error {
  const what = 'With --manifest the objects and their files come from the list alone.';
  return usageError('OptionConflict', what, 'Leave out the object and -o.');
}
