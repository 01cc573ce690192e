import { invalidArgument } from './request-errors.ts';
import { ServiceError } from './service-error.ts';

export function noSuchUpload(uploadId: string): ServiceError {
  return new ServiceError({
    status: 404,
    code: 'NoSuchUpload',
    message:
      'The specified upload does not exist. The upload ID may be invalid, ' +
      'or the upload may have been aborted or completed.',
    details: [['UploadId', uploadId]],
  });
}

export function invalidPartNumber(value: string): ServiceError {
  return invalidArgument(
    'Part number must be an integer between 1 and 10000, inclusive.',
    'PartNumber',
    value,
    '0017-00000220',
  );
}

export function invalidPart(partNumber: number): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'InvalidPart',
    message:
      'One or more of the specified parts could not be found ' +
      "or the specified entity tag might not have matched the part's entity tag.",
    details: [['PartNumber', String(partNumber)]],
  });
}

export function invalidPartOrder(): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'InvalidPartOrder',
    message: 'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    ec: '0042-00000209',
  });
}

export function partTooSmall(partNumber: number): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'EntityTooSmall',
    message: 'Your proposed upload smaller than the minimum allowed size.',
    ec: '0042-00000213',
    details: [['PartNumber', String(partNumber)]],
  });
}

/** For a request with both `x-oss-complete-all` and a list of parts. */
export function completeAllWithBody(): ServiceError {
  return invalidArgument(
    'The request body must be empty when x-oss-complete-all is set.',
    'x-oss-complete-all',
    'yes',
    '0042-00000216',
  );
}
