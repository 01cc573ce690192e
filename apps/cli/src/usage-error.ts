import { OssError } from '@ossferry/contract';

/** Creates the error for an invalid command line. */
export function usageError(code: string, message: string, advice: string): OssError {
  return new OssError({ code, phase: 'config', message, advice });
}
