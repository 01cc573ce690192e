import { ServiceError } from './service-error.ts';

export function noSuchBucket(bucket: string): ServiceError {
  return new ServiceError({
    status: 404,
    code: 'NoSuchBucket',
    message: 'The specified bucket does not exist.',
    ec: '0015-00000101',
    details: [['BucketName', bucket]],
  });
}

export function invalidBucketName(bucket: string): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'InvalidBucketName',
    message: 'The specified bucket is not valid.',
    ec: '0015-00000001',
    details: [['BucketName', bucket]],
  });
}

/** For a bucket that is in another region than the host name. */
export function wrongEndpoint(bucket: string, endpoint: string): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'AccessDenied',
    message:
      'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
      'Please send all future requests to this endpoint.',
    ec: '0003-00001403',
    details: [
      ['Bucket', bucket],
      ['Endpoint', endpoint],
    ],
  });
}

/** For path-style requests to OSS host names. */
export function secondLevelDomainForbidden(): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'SecondLevelDomainForbidden',
    message: 'The bucket you are attempting to access must be addressed using OSS third level domain.',
  });
}

export function invalidObjectName(key: string): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'InvalidObjectName',
    message: 'The specified object is not valid.',
    details: [['ObjectName', key]],
  });
}
