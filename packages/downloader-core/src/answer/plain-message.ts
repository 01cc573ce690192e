import type { OssError } from '@ossferry/contract';

/** The message of an error without the advice it ends in: for an error made anew, which adds its own. */
export function plainMessage({ message, advice }: OssError): string {
  return advice === undefined ? message : message.replace(` ${advice}`, '');
}
