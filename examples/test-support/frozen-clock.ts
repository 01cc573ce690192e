/** Freezes the clock of a program at `CLOCK_MS`, so that two programs sign with the same time. */
const moment = Number(process.env['CLOCK_MS']);

globalThis.Date = class extends Date {
  constructor(...values: [] | [number | string | Date]) {
    super(...((values.length === 0 ? [moment] : values) as [number]));
  }

  static override now(): number {
    return moment;
  }
} as DateConstructor;
