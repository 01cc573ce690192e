import { OssError } from '@ossferry/contract';

/** Makes the error for an option that cannot be meant: `what` is its name and what it is. */
export function invalidOption(what: string, advice: string): OssError {
  return new OssError({ code: 'InvalidOption', phase: 'config', message: `The option ${what}.`, advice });
}
