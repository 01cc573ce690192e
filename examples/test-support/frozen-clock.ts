/** Loaded before a program, it stops the program's clock at `CLOCK_MS`: two programs then sign at the same moment. */
const moment = Number(process.env['CLOCK_MS']);

globalThis.Date = class extends Date {
  constructor(...values: [] | [number | string | Date]) {
    super(...((values.length === 0 ? [moment] : values) as [number]));
  }

  static override now(): number {
    return moment;
  }
} as DateConstructor;
