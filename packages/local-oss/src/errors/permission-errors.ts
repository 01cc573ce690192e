import { ServiceError } from './service-error.ts';

export function anonymousForbidden(): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'AccessDenied',
    message: 'You have no right to access this object because of bucket acl.',
    ec: '0003-00000905',
  });
}

export function accountForbidden(): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'AccessDenied',
    message: 'You have no right to access this object.',
    ec: '0003-00000001',
  });
}

export function requesterMustPay(bucket: string): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'AccessDenied',
    message: 'Access denied for requester pay bucket',
    ec: '0003-00000703',
    details: [['BucketName', bucket]],
  });
}

export function userDisable(bucket: string): ServiceError {
  return new ServiceError({
    status: 403,
    code: 'UserDisable',
    message: 'UserDisable',
    ec: '0003-00000801',
    details: [['BucketName', bucket]],
  });
}
