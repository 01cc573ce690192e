import { usageError } from '../usage-error.ts';

/** Makes a reader for an option that must say something: an empty value is most often a variable that is not set. */
export function nonEmpty(option: string): (text: string) => string {
  return (text) => {
    if (text !== '') return text;
    throw usageError('InvalidOption', `${option} got an empty value.`, 'Give one, or leave the option out.');
  };
}
