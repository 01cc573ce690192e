import { OssError } from '@ossferry/contract';

/** Creates the error for input that OSS never accepts. `message` may name the input but must not show its value. */
export function signError(code: string, message: string, advice: string): OssError {
  return new OssError({ code, phase: 'sign', message, advice });
}
