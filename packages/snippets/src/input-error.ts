import { OssError } from '@ossferry/contract';

/** Makes the error for input of which no program is written. It never shows a URL or a header value. */
export function inputError(code: string, message: string, advice: string): OssError {
  return new OssError({ code, phase: 'config', message, advice });
}
