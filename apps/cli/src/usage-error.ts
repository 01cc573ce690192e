import { OssError } from '@ossferry/contract';

/** Makes the error for a command line that cannot be carried out as it stands. */
export function usageError(code: string, message: string, advice: string): OssError {
  return new OssError({ code, phase: 'config', message, advice });
}
