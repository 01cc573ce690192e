import { usageError } from '../usage-error.ts';

/** Creates a parser that refuses an empty value, which most often is an unset shell variable. */
export function nonEmpty(option: string): (text: string) => string {
  return (text) => {
    if (text !== '') return text;
    throw usageError('InvalidOption', `The value of ${option} is empty.`, 'Pass a value, or remove the option.');
  };
}
