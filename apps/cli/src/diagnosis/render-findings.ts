import type { Difference, Finding, Texts } from '@ossferry/diagnose';
import { displayWidth } from '../progress/display-width.ts';
import type { Paint } from './paint.ts';
import { sanitizeLine } from './sanitize-line.ts';

/** Formats findings for people: cause, evidence, differing lines and fix. */
export function renderFindings(findings: readonly Finding[], texts: Texts, paint: Paint): string {
  if (findings.length === 0) return paint.good(texts.labels.nothingFound);
  return findings.map((finding, index) => renderFinding(finding, index + 1, texts, paint)).join('\n\n');
}

function renderFinding(finding: Finding, number: number, { labels }: Texts, paint: Paint): string {
  const { cause, proven, evidence, differences, fix } = finding;
  const mark = proven ? ` ${paint.good(`(${labels.proven})`)}` : '';
  return [
    `${number}. ${paint.strong(cause)}${mark}`,
    `   ${sanitizeLine(evidence)}`,
    ...differences.flatMap((difference) => renderDifference(difference, labels, paint)),
    `   ${paint.good(`${labels.fix}:`)} ${sanitizeLine(fix)}`,
  ].join('\n');
}

function renderDifference(difference: Difference, labels: Texts['labels'], paint: Paint): readonly string[] {
  const signed = difference.signed === undefined ? undefined : sanitizeLine(difference.signed);
  const received = difference.received === undefined ? undefined : sanitizeLine(difference.received);
  const width = Math.max(displayWidth(labels.signed), displayWidth(labels.received));
  const lead = (label: string): string => `     ${label}${' '.repeat(width - displayWidth(label))}  `;
  const isChange = signed !== undefined && received !== undefined;
  const [start, end] = isChange ? differingPart(signed, received) : [0, 0];
  const show = (text: string, isReceived: boolean): readonly string[] => {
    const part = isChange ? text.slice(start, text.length - end) : '';
    const paintLine = isReceived ? paint.bad : paint.good;
    if (paint.mark !== undefined) {
      const line = part === '' ? text : `${text.slice(0, start)}${paint.mark(part)}${text.slice(text.length - end)}`;
      return [`${paintLine(isReceived ? '+' : '-')}${line}`];
    }
    const pointer =
      isReceived && part !== ''
        ? [`${' '.repeat(displayWidth(text.slice(0, start)))}${'^'.repeat(displayWidth(part))}`]
        : [];
    return [text, ...pointer];
  };
  const place = (label: string, lines: readonly string[]): readonly string[] =>
    lines.map((line, index) => `${index === 0 ? lead(label) : lead('')}${line}`);
  return [
    `   ${paint.faint(difference.line)}`,
    ...(signed === undefined ? [] : place(labels.signed, show(signed, false))),
    ...(received === undefined ? [] : place(labels.received, show(received, true))),
  ];
}

/** Returns how many characters are equal before and after the differing part. */
function differingPart(left: string, right: string): readonly [start: number, end: number] {
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return [start, end];
}
