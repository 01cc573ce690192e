import type { Texts, UrlReport } from '@ossferry/diagnose';
import { formatDuration } from '../format/format-duration.ts';
import { displayWidth } from '../progress/display-width.ts';
import type { Paint } from './paint.ts';
import { renderFindings } from './render-findings.ts';
import { sanitizeLine } from './sanitize-line.ts';

/** Formats the report about a URL, one fact per line. */
export function renderReport(report: UrlReport, texts: Texts, paint: Paint): string {
  // Otherwise, parts of a text that is not a URL would be shown as host, bucket and key.
  if (report.defects.some(({ cause }) => cause === 'NotAUrl')) return renderFindings(report.defects, texts, paint);
  const rows = rowsOf(report, texts).map(([label, value]) => [label, sanitizeLine(value)] as const);
  const width = Math.max(...rows.map(([label]) => displayWidth(label)));
  const lines = rows.map(([label, value]) => {
    return `${paint.faint(label)}${' '.repeat(width - displayWidth(label))}  ${value}`;
  });
  if (report.defects.length === 0) return lines.join('\n');
  return [...lines, '', paint.bad(texts.labels.defects), renderFindings(report.defects, texts, paint)].join('\n');
}

function rowsOf(report: UrlReport, { labels, hosts, language }: Texts): readonly (readonly [string, string])[] {
  const { scope } = report;
  const rows: (readonly [string, string] | undefined)[] = [
    [labels.version, report.version === 'none' ? labels.none : report.version],
    [labels.method, labels.methodUnknown],
    [labels.bucket, report.bucket ?? labels.unknown],
    [labels.key, report.key],
    [labels.host, `${report.host} (${hosts[report.addressing]}, ${hosts[report.endpoint]})`],
    [labels.region, report.region ?? labels.unknown],
    report.accessKeyId === undefined ? undefined : [labels.accessKeyId, report.accessKeyId],
    scope && [labels.scope, `${scope.date}/${scope.region}/${scope.product}/${scope.suffix}`],
    report.start && [labels.validFrom, isoOf(report.start)],
    report.end && [labels.validUntil, isoOf(report.end)],
    [labels.timeLeft, timeLeft(report, labels, language)],
    [labels.token, report.tokenPresent ? labels.tokenPresent : labels.tokenAbsent],
    [labels.signedHeaders, [...report.additionalHeaders, labels.signedHeadersDefault].join(', ')],
    ...report.parameters.map(({ name, value, effect }, index) => {
      return [index === 0 ? labels.overrides : '', `${name}=${value}  (${effect ?? '?'})`] as const;
    }),
    report.defects.length === 0 ? undefined : [labels.repaired, report.repairedUrl],
  ];
  return rows.filter((row) => row !== undefined);
}

function timeLeft(
  { validity, secondsLeft = 0 }: UrlReport,
  labels: Texts['labels'],
  language: Texts['language'],
): string {
  if (validity === 'expired') return labels.expired;
  if (validity === 'unknown') return labels.unknown;
  const left = translateUnits(formatDuration(secondsLeft * 1000), language);
  return validity === 'notYetValid' ? `${left} (${labels.notYetValid})` : left;
}

const units: Readonly<Record<string, string>> = {
  ms: 'millisecond',
  s: 'second',
  min: 'minute',
  h: 'hour',
  day: 'day',
};

/** Translates the units of a duration. */
function translateUnits(duration: string, language: Texts['language']): string {
  if (language === 'en') return duration;
  return duration.replace(/([\d.]+) (ms|s|min|h|day)s?\b/g, (_, count: string, unit: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: units[unit] }).format(Number(count)),
  );
}

function isoOf(date: Date): string {
  return date.toISOString().replace('.000', '');
}
