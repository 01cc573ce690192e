import { OssError } from '@ossferry/contract';

/** Creates the error for a body whose length differs from the response headers. */
export function bodyLengthError(code: 'BodyCut' | 'BodyTooLong', what: string, offset: number): OssError {
  return new OssError({
    code,
    phase: 'body',
    message: `The connection broke: ${what}.`,
    advice: 'Run the download again: received bytes are kept.',
    retryable: true,
    offset,
  });
}

/** Creates the error for a body that continues after `end`. */
export function bodyTooLong(end: number): OssError {
  return bodyLengthError('BodyTooLong', 'more bytes arrived than the response announced', end);
}
