import { usageError } from '../usage-error.ts';

/** Creates a parser for an integer within bounds. */
export function wholeNumber(option: string, minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw usageError(
      'InvalidOption',
      `${JSON.stringify(text.slice(0, 40))} is not valid for ${option}.`,
      `Use an integer from ${minimum} to ${maximum}.`,
    );
  };
}
