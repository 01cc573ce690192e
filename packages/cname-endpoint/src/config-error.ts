import { OssError } from '@ossferry/contract';

/** Makes the error for input that is refused before anything happens. */
export function configError(code: string, message: string, advice: string): OssError {
  return new OssError({ code, phase: 'config', message, advice });
}
