import { type Command, Option } from 'commander';
import { collectHeader, collectParameter, type Pairs } from './collect-pairs.ts';
import { nonEmpty } from './parse-text.ts';
import { wholeNumber } from './parse-whole-number.ts';

/** The operations for which OSS takes a presigned URL. */
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

/** What goes into the request that is signed, as the command line says it. */
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

/** The part of {@link RequestFlags} that says which bytes are read, and how. */
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
    .option('--version-id <id>', 'this version of the object', nonEmpty('--version-id'))
    .option('--process <instructions>', 'image processing and the like: image/resize,w_100', nonEmpty('--process'))
    .addOption(new Option('--range-behavior <mode>', 'refuse ranges past the end').choices(['standard']))
    .option('--traffic-limit <bits/s>', 'slow this URL down', wholeNumber('--traffic-limit', 819_200, 838_860_800))
    .addOption(new Option('--request-payer <who>', 'pay for a requester-pays bucket').choices(['requester']))
    .option('--query <name=value>', 'one more query parameter; repeatable', collectParameter)
    .option('--header <name:value>', 'a header that is signed, and has to be sent; repeatable', collectHeader);
}

/** Adds all options of {@link RequestFlags} to a command. */
export function addRequestFlags(command: Command): Command {
  command
    .optionsGroup('What the URL is for:')
    .addOption(
      new Option('--operation <name>', 'what may be done with it').choices(operationNames).default('get' as const),
    )
    .addOption(
      new Option('--download-as <file name>', 'make browsers save it under this name').conflicts(
        'responseContentDisposition',
      ),
    );
  return addReadFlags(command)
    .optionsGroup('Headers of the answer:')
    .option('--response-cache-control <value>')
    .option('--response-content-disposition <value>', '--download-as writes it for you')
    .option('--response-content-encoding <value>')
    .option('--response-content-language <value>')
    .option('--response-content-type <value>', 'refused by OSS today')
    .option('--response-expires <value>')
    .optionsGroup('Uploads:')
    .option('--content-type <type>', 'media type the upload must have', nonEmpty('--content-type'))
    .option('--content-md5 <base64>', 'MD5 the upload must have', nonEmpty('--content-md5'))
    .option('--forbid-overwrite', 'refuse to replace an object')
    .option('--upload-id <id>', 'ID of the multipart upload')
    .option('--part-number <number>', 'number of the part', wholeNumber('--part-number', 1, 10_000));
}
