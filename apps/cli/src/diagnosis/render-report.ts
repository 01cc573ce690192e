import type { Texts, UrlReport } from '@ossferry/diagnose';
import { formatDuration } from '../format/format-duration.ts';
import { displayWidth } from '../progress/display-width.ts';
import { oneForeignLine } from './one-foreign-line.ts';
import type { Paint } from './paint.ts';
import { renderFindings } from './render-findings.ts';

/** Lays out what a URL says, one fact a line. */
export function renderReport(report: UrlReport, texts: Texts, paint: Paint): string {
  // What is no URL says nothing: its words would be taken for host, bucket and key.
  if (report.damages.some(({ cause }) => cause === 'NotAUrl')) return renderFindings(report.damages, texts, paint);
  const rows = rowsOf(report, texts).map(([label, value]) => [label, oneForeignLine(value)] as const);
  const width = Math.max(...rows.map(([label]) => displayWidth(label)));
  const lines = rows.map(([label, value]) => {
    return `${paint.faint(label)}${' '.repeat(width - displayWidth(label))}  ${value}`;
  });
  if (report.damages.length === 0) return lines.join('\n');
  return [...lines, '', paint.bad(texts.labels.damages), renderFindings(report.damages, texts, paint)].join('\n');
}

function rowsOf(report: UrlReport, { labels }: Texts): readonly (readonly [string, string])[] {
  const { scope } = report;
  const rows: (readonly [string, string] | undefined)[] = [
    [labels.version, report.version === 'none' ? labels.none : report.version],
    [labels.method, labels.methodUnknown],
    [labels.bucket, report.bucket ?? labels.unknown],
    [labels.key, report.key],
    [labels.host, `${report.host} (${report.addressing}, ${report.endpoint})`],
    [labels.region, report.region ?? labels.unknown],
    report.accessKeyId === undefined ? undefined : [labels.accessKeyId, report.accessKeyId],
    scope && [labels.scope, `${scope.date}/${scope.region}/${scope.product}/${scope.suffix}`],
    report.start && [labels.validFrom, isoOf(report.start)],
    report.end && [labels.validUntil, isoOf(report.end)],
    [labels.timeLeft, timeLeft(report, labels)],
    [labels.token, report.tokenPresent ? labels.tokenPresent : labels.tokenAbsent],
    [labels.signedHeaders, [...report.additionalHeaders, labels.signedHeadersDefault].join(', ')],
    ...report.parameters.map(({ name, value, effect }, index) => {
      return [index === 0 ? labels.overrides : '', `${name}=${value}  (${effect ?? '?'})`] as const;
    }),
    report.damages.length === 0 ? undefined : [labels.repaired, report.repairedUrl],
  ];
  return rows.filter((row) => row !== undefined);
}

function timeLeft({ validity, secondsLeft = 0 }: UrlReport, labels: Texts['labels']): string {
  if (validity === 'expired') return labels.expired;
  if (validity === 'unknown') return labels.unknown;
  const left = formatDuration(secondsLeft * 1000);
  return validity === 'notYetValid' ? `${left} (${labels.notYetValid})` : left;
}

function isoOf(date: Date): string {
  return date.toISOString().replace('.000', '');
}
