import { usageError } from '../usage-error.ts';

const factors: Readonly<Record<string, number>> = { '': 1, k: 1000, m: 1000 ** 2, g: 1000 ** 3 };
const binaryFactors: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Makes a reader for an option that is a number of bytes: `500k`, `10M`, `1.5G` in thousands; `64Mi` in 1024s. */
export function byteCount(option: string, minimum: number): (text: string) => number {
  return (text) => {
    const [, number = '', unit = '', binary] = /^(\d+(?:\.\d+)?)([kmg]?)(i?)b?$/i.exec(text) ?? [];
    const factor = (binary ? binaryFactors : factors)[unit.toLowerCase()];
    const bytes = number === '' || factor === undefined ? Number.NaN : Math.floor(Number(number) * factor);
    if (bytes >= minimum && Number.isSafeInteger(bytes)) return bytes;
    throw usageError(
      'InvalidOption',
      `${option} got ${JSON.stringify(text.slice(0, 40))}.`,
      `Give a number of bytes, at least ${minimum}, with k, M or G where it is large: 500k, 10M, 1.5G.`,
    );
  };
}
