import { methodNotAllowed } from './request-errors.ts';
import { ServiceError } from './service-error.ts';

export function noSuchKey(key: string, headers?: Readonly<Record<string, string>>): ServiceError {
  return new ServiceError({
    status: 404,
    code: 'NoSuchKey',
    message: 'The specified key does not exist.',
    ec: '0026-00000001',
    details: [['Key', key]],
    headers,
  });
}

export function noSuchVersion(key: string, versionId: string): ServiceError {
  return new ServiceError({
    status: 404,
    code: 'NoSuchVersion',
    message: 'The specified version does not exist.',
    details: [
      ['Key', key],
      ['VersionId', versionId],
    ],
  });
}

/** For a version ID of a delete marker, which can only be deleted. */
export function versionIsDeleteMarker(method: string, versionId: string): ServiceError {
  return methodNotAllowed(method, 'DeleteMarker', {
    allow: 'DELETE',
    'x-oss-delete-marker': 'true',
    'x-oss-version-id': versionId,
  });
}

export function preconditionFailed(condition: string): ServiceError {
  return new ServiceError({
    status: 412,
    code: 'PreconditionFailed',
    message: 'At least one of the pre-conditions you specified did not hold.',
    details: [['Condition', condition]],
  });
}

export function invalidRange(): ServiceError {
  return new ServiceError({
    status: 416,
    code: 'InvalidRange',
    message: 'The requested range cannot be satisfied',
  });
}

export function tooManyRanges(): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'MultiRangeFailed',
    message: 'Exceed multi range max interval count.',
    ec: '0016-00000110',
  });
}

/** For an archived object that was not restored. */
export function invalidObjectState(): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'InvalidObjectState',
    message: "The operation is not valid for the object's state",
    ec: '0016-00000404',
  });
}

export function fileAlreadyExists(): ServiceError {
  return new ServiceError({
    status: 409,
    code: 'FileAlreadyExists',
    message: 'The object you specified already exists and can not be overwritten.',
    ec: '0026-00000002',
  });
}
