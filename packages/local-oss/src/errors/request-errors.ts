import { ServiceError } from './service-error.ts';

export function invalidArgument(message: string, name: string, value: string, ec?: string): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'InvalidArgument',
    message,
    ec,
    details: [
      ['ArgumentName', name],
      ['ArgumentValue', value],
    ],
  });
}

export function methodNotAllowed(
  method: string,
  resourceType: string,
  headers?: Readonly<Record<string, string>>,
): ServiceError {
  return new ServiceError({
    status: 405,
    code: 'MethodNotAllowed',
    message: 'The specified method is not allowed against this resource.',
    details: [
      ['Method', method],
      ['ResourceType', resourceType],
    ],
    headers,
  });
}

/** For a feature of OSS that the local OSS lacks. */
export function notImplemented(feature: string): ServiceError {
  return new ServiceError({
    status: 501,
    code: 'NotImplemented',
    message: `The local OSS does not implement ${feature}.`,
  });
}

export function malformedXml(): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'MalformedXML',
    message: 'The XML you provided was not well-formed or did not validate against our published schema.',
  });
}

export function missingContentLength(): ServiceError {
  return new ServiceError({
    status: 411,
    code: 'MissingContentLength',
    message: 'You must provide the Content-Length HTTP header.',
  });
}

export function invalidDigest(details: { readonly expected: string; readonly computed: string }): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'InvalidDigest',
    message: 'The Content-MD5 you specified was invalid.',
    details: [
      ['ClientDigest', details.expected],
      ['ServerDigest', details.computed],
    ],
  });
}

export function overrideOfContentType(): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'InvalidRequest',
    message: 'Can not override response header on content-type',
    ec: '0017-00000902',
  });
}

export function overrideByAnonymous(): ServiceError {
  return new ServiceError({
    status: 400,
    code: 'InvalidRequest',
    message: 'Can not override response header for an anonymous user',
  });
}

export function corsForbidden(message: string): ServiceError {
  return new ServiceError({ status: 403, code: 'AccessForbidden', message: `CORSResponse: ${message}` });
}

/** For unexpected errors of the local OSS itself. */
export function internalError(): ServiceError {
  return new ServiceError({
    status: 500,
    code: 'InternalError',
    message: 'We encountered an internal error. Please try again.',
  });
}
