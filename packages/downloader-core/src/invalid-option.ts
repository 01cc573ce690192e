import { OssError } from '@ossferry/contract';

/** Creates the error for an invalid option. `what` is its name and value: `parallel is 0`. */
export function invalidOption(what: string, advice: string): OssError {
  return new OssError({ code: 'InvalidOption', phase: 'config', message: `The option ${what}.`, advice });
}
