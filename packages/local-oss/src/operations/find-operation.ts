import { invalidArgument, methodNotAllowed, notImplemented } from '../errors/request-errors.ts';
import type { OssRequest } from '../protocol/oss-request.ts';
import { type QueryParameter, queryValue } from '../protocol/query.ts';
import { deleteObject } from './delete-object.ts';
import { getObject } from './get-object.ts';
import { headObject } from './head-object.ts';
import { listObjectsV2 } from './listing/list-objects-v2.ts';
import { abortMultipartUpload } from './multipart/abort-multipart-upload.ts';
import { completeMultipartUpload } from './multipart/complete-multipart-upload.ts';
import { initiateMultipartUpload } from './multipart/initiate-multipart-upload.ts';
import { listParts } from './multipart/list-parts.ts';
import { uploadPart } from './multipart/upload-part.ts';
import type { Operation } from './operation.ts';
import { putObject } from './put-object.ts';

/**
 * Finds the operation of a request by its method, key and query parameters. The key is empty for the bucket itself.
 *
 * @throws ServiceError NotImplemented, MethodNotAllowed
 */
export function findOperation({ method, query }: OssRequest, key: string): Operation {
  const names = new Set(query.map((parameter) => parameter.name));
  const unsupported = unsupportedSubResources.find((name) => names.has(name));
  if (unsupported !== undefined) throw notImplemented(`the sub-resource ${unsupported}`);
  if (!knownMethods.includes(method)) throw methodNotAllowed(method, key === '' ? 'Bucket' : 'Object');
  const operation = key === '' ? findBucketOperation(method, query) : findObjectOperation(method, names);
  if (operation === undefined) {
    throw notImplemented(`${method} on ${key === '' ? 'a bucket' : 'an object'} with these parameters`);
  }
  return operation;
}

function findBucketOperation(method: string, query: readonly QueryParameter[]): Operation | undefined {
  return method === 'GET' && queryValue(query, 'list-type') === '2' ? listObjectsV2 : undefined;
}

function findObjectOperation(method: string, names: ReadonlySet<string>): Operation | undefined {
  const hasUploadId = names.has('uploadId');
  switch (method) {
    case 'GET':
      return hasUploadId ? listParts : getObject;
    case 'HEAD':
      return headObject;
    case 'PUT':
      return findPutOperation(hasUploadId, names.has('partNumber'));
    case 'POST':
      if (names.has('uploads')) return initiateMultipartUpload;
      return hasUploadId ? completeMultipartUpload : undefined;
    case 'DELETE':
      return hasUploadId ? abortMultipartUpload : deleteObject;
    default:
      return undefined;
  }
}

function findPutOperation(hasUploadId: boolean, hasPartNumber: boolean): Operation {
  if (hasUploadId !== hasPartNumber) {
    const present = hasUploadId ? 'uploadId' : 'partNumber';
    throw invalidArgument('Unexpected query string parameter', 'ResourceType', present, '0017-00000219');
  }
  return hasUploadId ? uploadPart : putObject;
}

const knownMethods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'];

/** Parameters that select another operation, or change it in a way that the local OSS does not support. */
const unsupportedSubResources = [
  'acl',
  'append',
  'callback',
  'comp',
  'cors',
  'delete',
  'lifecycle',
  'location',
  'logging',
  'referer',
  'restore',
  'symlink',
  'tagging',
  'versioning',
  'versions',
  'website',
  'x-oss-process',
  'x-oss-async-process',
];
