import { type Command, Option } from 'commander';
import { collectHeader, collectParameter, type Pairs } from './collect-pairs.ts';
import { nonEmpty } from './non-empty.ts';
import { wholeNumber } from './whole-number.ts';

/** The operations that OSS allows to presign. */
export const operationNames = [
  'get',
  'head',
  'put',
  'initiate-multipart',
  'upload-part',
  'complete-multipart',
  'abort-multipart',
] as const;

export type OperationName = (typeof operationNames)[number];

/** The options of the request to sign. */
export interface RequestFlags extends ReadFlags {
  readonly operation?: OperationName | undefined;
  readonly downloadAs?: string | undefined;
  readonly responseCacheControl?: string | undefined;
  readonly responseContentDisposition?: string | undefined;
  readonly responseContentEncoding?: string | undefined;
  readonly responseContentLanguage?: string | undefined;
  readonly responseContentType?: string | undefined;
  readonly responseExpires?: string | undefined;
  readonly contentType?: string | undefined;
  readonly contentMd5?: string | undefined;
  readonly forbidOverwrite?: boolean | undefined;
  readonly uploadId?: string | undefined;
  readonly partNumber?: number | undefined;
}

/** The options of {@link RequestFlags} that select the object and how it is read. */
export interface ReadFlags {
  readonly versionId?: string | undefined;
  readonly process?: string | undefined;
  readonly rangeBehavior?: string | undefined;
  readonly trafficLimit?: number | undefined;
  readonly requestPayer?: string | undefined;
  readonly header?: Pairs | undefined;
  readonly query?: Pairs | undefined;
}

/** The names of {@link ReadFlags}. */
export const readFlagNames: readonly (keyof ReadFlags)[] = [
  'versionId',
  'process',
  'rangeBehavior',
  'trafficLimit',
  'requestPayer',
  'header',
  'query',
];

/** Adds the options of {@link ReadFlags} to a command. */
export function addReadFlags(command: Command): Command {
  return command
    .option('--version-id <id>', 'version of the object', nonEmpty('--version-id'))
    .option(
      '--process <instructions>',
      'processing instructions, for example image/resize,w_100',
      nonEmpty('--process'),
    )
    .addOption(
      new Option('--range-behavior <mode>', 'refuse ranges beyond the end of the object').choices(['standard']),
    )
    .option(
      '--traffic-limit <bits/s>',
      'bandwidth limit of the URL, 819200 to 838860800',
      wholeNumber('--traffic-limit', 819_200, 838_860_800),
    )
    .addOption(
      new Option('--request-payer <payer>', 'accept the cost of a requester-pays bucket').choices(['requester']),
    )
    .option('--query <name=value>', 'additional query parameter (repeatable)', collectParameter)
    .option('--header <name:value>', 'signed header, which must be sent with the URL (repeatable)', collectHeader);
}

/** Adds all options of {@link RequestFlags} to a command. */
export function addRequestFlags(command: Command): Command {
  command
    .optionsGroup('Operation:')
    .addOption(
      new Option('--operation <name>', 'operation that the URL allows').choices(operationNames).default('get' as const),
    )
    .addOption(
      new Option('--download-as <file name>', 'file name for browsers').conflicts('responseContentDisposition'),
    );
  return addReadFlags(command.optionsGroup('Object:'))
    .optionsGroup('Response headers:')
    .option('--response-cache-control <value>', 'override Cache-Control')
    .option('--response-content-disposition <value>', 'override Content-Disposition; see --download-as')
    .option('--response-content-encoding <value>', 'override Content-Encoding')
    .option('--response-content-language <value>', 'override Content-Language')
    .option('--response-content-type <value>', 'override Content-Type; no longer accepted by OSS')
    .option('--response-expires <value>', 'override Expires')
    .optionsGroup('Uploads:')
    .option('--content-type <type>', 'media type that the upload must have', nonEmpty('--content-type'))
    .option('--content-md5 <base64>', 'MD5 that the upload must have', nonEmpty('--content-md5'))
    .option('--forbid-overwrite', 'fail if the object exists')
    .option('--upload-id <id>', 'multipart upload ID')
    .option('--part-number <number>', 'part number', wholeNumber('--part-number', 1, 10_000));
}
