import { OssError } from '@ossferry/contract';

/** Creates the error for invalid input, which is refused before anything happens. */
export function configError(code: string, message: string, advice: string): OssError {
  return new OssError({ code, phase: 'config', message, advice });
}
