import { methodNotAllowed, notImplemented } from '../errors/request-errors.ts';
import type { OssRequest } from '../server/oss-request.ts';
import { deleteObject } from './delete-object.ts';
import { getObject } from './get-object.ts';
import { headObject } from './head-object.ts';
import type { Operation } from './operation.ts';
import { putObject } from './put-object.ts';

/**
 * Finds the operation that method, path and query parameters stand for.
 *
 * @throws ServiceError NotImplemented, MethodNotAllowed
 */
export function findOperation(request: OssRequest, key: string): Operation {
  const names = new Set(request.query.map((parameter) => parameter.name));
  const unsupported = UNSUPPORTED_SUB_RESOURCES.find((name) => names.has(name));
  if (unsupported !== undefined) {
    throw notImplemented(`the sub-resource ${unsupported}`);
  }
  const operation = key === '' ? undefined : findObjectOperation(request.method, names);
  if (operation !== undefined) {
    return operation;
  }
  if (KNOWN_METHODS.includes(request.method)) {
    throw notImplemented(`${request.method} on ${key === '' ? 'a bucket' : 'an object'}`);
  }
  throw methodNotAllowed(request.method, key === '' ? 'Bucket' : 'Object');
}

function findObjectOperation(method: string, _names: ReadonlySet<string>): Operation | undefined {
  switch (method) {
    case 'GET':
      return getObject;
    case 'HEAD':
      return headObject;
    case 'PUT':
      return putObject;
    case 'DELETE':
      return deleteObject;
    default:
      return undefined;
  }
}

const KNOWN_METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'];

/** Parameters that would change what an operation means, and that the local OSS cannot honour. */
const UNSUPPORTED_SUB_RESOURCES = [
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
