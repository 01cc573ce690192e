import { usageError } from '../usage-error.ts';

const factors: Readonly<Record<string, number>> = { '': 1, k: 1000, m: 1000 ** 2, g: 1000 ** 3 };
const binaryFactors: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Creates a parser for byte counts: `500k`, `10M` and `1.5G` are powers of 1000, `64Mi` of 1024. */
export function byteCount(option: string, minimum: number): (text: string) => number {
  return (text) => {
    const [, number = '', unit = '', binary] = /^(\d+(?:\.\d+)?)([kmg]?)(i?)b?$/i.exec(text) ?? [];
    const factor = (binary ? binaryFactors : factors)[unit.toLowerCase()];
    const bytes = number === '' || factor === undefined ? Number.NaN : Math.floor(Number(number) * factor);
    if (bytes >= minimum && Number.isSafeInteger(bytes)) return bytes;
    throw usageError(
      'InvalidOption',
      `${JSON.stringify(text.slice(0, 40))} is not valid for ${option}.`,
      `Use a number of bytes, at least ${minimum}, optionally with k, M or G: 500k, 10M, 1.5G.`,
    );
  };
}
