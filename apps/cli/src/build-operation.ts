import type { OssRequest } from '@ossferry/client';
import type { ObjectAddress } from './object-address.ts';
import { optionName } from './options/option-name.ts';
import type { OperationName, RequestFlags } from './options/request-flags.ts';
import { usageError } from './usage-error.ts';

/** Builds the request to sign. Throws `OptionConflict` for flags that do not apply to the operation. */
export async function buildOperation(address: ObjectAddress, flags: RequestFlags): Promise<OssRequest> {
  const { operation = 'get' } = flags;
  refuseOtherFlags(operation, flags);
  requireFlags(operation, flags);
  const client = await import('@ossferry/client');
  const { bucket, key } = address;
  const { versionId, requestPayer, contentType, contentMd5, forbidOverwrite, uploadId = '', partNumber = 0 } = flags;
  const common = { bucket, key, headers: flags.header, parameters: parametersOf(flags), requestPayer };
  switch (operation) {
    case 'get':
      return client.getObject({
        ...common,
        versionId,
        rangeBehavior: flags.rangeBehavior,
        process: flags.process,
        responseCacheControl: flags.responseCacheControl,
        responseContentDisposition:
          flags.downloadAs === undefined
            ? flags.responseContentDisposition
            : client.contentDisposition(flags.downloadAs),
        responseContentEncoding: flags.responseContentEncoding,
        responseContentLanguage: flags.responseContentLanguage,
        responseContentType: flags.responseContentType,
        responseExpires: flags.responseExpires,
      });
    case 'head':
      return client.headObject({ ...common, versionId });
    case 'put':
      return client.putObject({ ...common, contentType, contentMd5, forbidOverwrite });
    case 'initiate-multipart':
      return client.initiateMultipartUpload({ ...common, contentType, forbidOverwrite });
    case 'upload-part':
      return client.uploadPart({ ...common, uploadId, partNumber, contentMd5 });
    case 'complete-multipart':
      return client.completeMultipartUpload({ ...common, uploadId, forbidOverwrite });
    case 'abort-multipart':
      return client.abortMultipartUpload({ ...common, uploadId });
  }
}

/** The traffic limit is a query parameter, so that the user of the URL need not send a header. */
function parametersOf({ query, trafficLimit }: RequestFlags): Readonly<Record<string, string>> {
  return { ...query, ...(trafficLimit !== undefined && { 'x-oss-traffic-limit': String(trafficLimit) }) };
}

const operationsOf: Readonly<Partial<Record<keyof RequestFlags, readonly OperationName[]>>> = {
  versionId: ['get', 'head'],
  downloadAs: ['get'],
  responseCacheControl: ['get'],
  responseContentDisposition: ['get'],
  responseContentEncoding: ['get'],
  responseContentLanguage: ['get'],
  responseContentType: ['get'],
  responseExpires: ['get'],
  rangeBehavior: ['get'],
  process: ['get'],
  trafficLimit: ['get', 'put', 'upload-part'],
  contentType: ['put', 'initiate-multipart'],
  contentMd5: ['put', 'upload-part'],
  forbidOverwrite: ['put', 'initiate-multipart', 'complete-multipart'],
  uploadId: ['upload-part', 'complete-multipart', 'abort-multipart'],
  partNumber: ['upload-part'],
};

function refuseOtherFlags(operation: OperationName, flags: RequestFlags): void {
  for (const [flag, operations] of Object.entries(operationsOf)) {
    if (flags[flag as keyof RequestFlags] === undefined || operations.includes(operation)) continue;
    throw usageError(
      'OptionConflict',
      `${optionName(flag)} does not apply to --operation ${operation}.`,
      `It applies to: ${operations.join(', ')}.`,
    );
  }
}

const neededBy: Readonly<Partial<Record<OperationName, readonly (keyof RequestFlags)[]>>> = {
  'upload-part': ['uploadId', 'partNumber'],
  'complete-multipart': ['uploadId'],
  'abort-multipart': ['uploadId'],
};

function requireFlags(operation: OperationName, flags: RequestFlags): void {
  const missing = neededBy[operation]?.filter((name) => flags[name] === undefined) ?? [];
  if (missing.length === 0) return;
  const names = missing.map(optionName).join(' and ');
  throw usageError(
    'MissingArgument',
    `--operation ${operation} needs ${names}.`,
    'OSS returns the upload ID from InitiateMultipartUpload.',
  );
}
