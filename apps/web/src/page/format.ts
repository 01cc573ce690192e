import type { Language } from './state/language.ts';

/** Formats a size with three digits, in units of 1000: `33.6 MB`, `2.10 MB`. The digits of a growing size stay in place. */
export function formatBytes(bytes: number, language: Language): string {
  // From 999.5 on, three digits are rounded to 1000.
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes) / 0.9995) / 3));
  const digits = { minimumSignificantDigits: power === 0 ? 1 : 3, maximumSignificantDigits: 3 };
  const unitDisplay = power === 0 ? 'long' : 'short'; // The English short form of bytes has no plural.
  const format = { ...digits, style: 'unit', unit: units[power] ?? 'byte', unitDisplay };
  return new Intl.NumberFormat(language, format as Intl.NumberFormatOptions).format(bytes / 1000 ** power);
}

/** Formats a duration with its two largest units: `14 min 5 sec`. */
export function formatDuration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds));
  const counts: readonly (readonly [number, string])[] = [
    [Math.floor(whole / 86_400), 'day'],
    [Math.floor(whole / 3_600) % 24, 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ];
  const first = counts.findIndex(([count]) => count > 0);
  const shown = first < 0 ? counts.slice(-1) : counts.slice(first, first + 2).filter(([count]) => count > 0);
  return shown
    .map(([count, unit]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ');
}

/** Formats an elapsed time, with tenths of a second below 10 seconds: `0.4 sec`. */
export function formatElapsed(seconds: number, language: Language): string {
  if (seconds >= 10) return formatDuration(seconds, language);
  const format = { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, format).format(Math.max(0.1, seconds));
}

/** Formats a span of time in words, with its largest unit: `15 minutes`. */
export function formatSpan(seconds: number, language: Language): string {
  const [size, unit] = spans.find(([unitSeconds]) => seconds >= unitSeconds) ?? [1, 'second'];
  const format = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(language, format).format(seconds / size);
}

/** Formats a time in the reader's time zone. It includes the zone, since OSS and its errors use UTC. */
export function formatMoment(moment: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(moment);
}

/** Formats the ISO 8601 times in a text like `formatMoment`. */
export function formatMomentsIn(text: string, language: Language): string {
  return text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (iso) => {
    const moment = new Date(iso);
    return Number.isNaN(moment.getTime()) ? iso : formatMoment(moment, language);
  });
}

const spans = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const;

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
