import { OssError } from '@ossferry/contract';

/** Makes the error for invalid input. The message must not contain a URL or a header value. */
export function inputError(code: string, message: string, advice: string): OssError {
  return new OssError({ code, phase: 'config', message, advice });
}
