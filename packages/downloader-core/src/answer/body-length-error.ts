import { OssError } from '@ossferry/contract';

/** Says that the body of an answer is not as long as its head announced. */
export function bodyLengthError(code: 'BodyCut' | 'BodyTooLong', what: string, offset: number): OssError {
  return new OssError({
    code,
    phase: 'body',
    message: `The connection broke: ${what}.`,
    advice: 'Run the download again: what came is kept.',
    retryable: true,
    offset,
  });
}

/** Says that a body goes on behind `end`. */
export function bodyTooLong(end: number): OssError {
  return bodyLengthError('BodyTooLong', 'more bytes came than the answer announced', end);
}
