import { usageError } from '../usage-error.ts';

/** Makes a reader for an option whose value is a whole number within bounds. */
export function wholeNumber(option: string, minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw usageError(
      'InvalidOption',
      `${option} got ${JSON.stringify(text.slice(0, 40))}.`,
      `Give a whole number from ${minimum} to ${maximum}.`,
    );
  };
}
