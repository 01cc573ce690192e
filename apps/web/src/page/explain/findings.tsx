import type { Finding } from '@ossferry/diagnose';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatMoment, formatMomentsIn } from '../format.ts';
import { Facts } from '../parts/facts.tsx';
import { Moment } from '../parts/moment.tsx';
import { language, texts } from '../state/language.ts';
import type { Explanation } from './explaining.ts';
import { splitFirstSentence } from './split-first-sentence.ts';

/** Why a URL is refused, and its properties. */
export function Findings({ subject, findings, report, labels, isUnread }: Explanation): JSX.Element {
  const words = texts.value.explain;
  const card = useRef<HTMLDivElement>(null);
  // It is below the form, often out of view.
  useLayoutEffect(() => card.current?.scrollIntoView({ block: 'nearest' }), [subject]);
  const { bucket, key } = texts.value.sign;
  const facts: readonly (readonly [string, JSX.Element | string | undefined])[] = [
    [labels.version, report.version === 'none' ? labels.none : report.version],
    [bucket, report.bucket],
    [key, report.key],
    [labels.host, report.host],
    [labels.region, report.region],
    [labels.validFrom, report.start && formatMoment(report.start, language.value)],
    [labels.validUntil, report.end && <Moment key="end" moment={report.end} />],
    [labels.token, report.tokenPresent ? labels.tokenPresent : labels.tokenAbsent],
  ];
  return (
    <div class="card stack" data-testid="findings" ref={card}>
      {findings.length > 0 && (
        <section>
          <h2>{words.reasons}</h2>
          <ol class="findings">
            {findings.map((finding) => (
              <Reason key={finding.cause} finding={finding} labels={labels} />
            ))}
          </ol>
        </section>
      )}
      {findings.length === 0 && !isUnread && <p>{words.nothing}</p>}
      {/* A text that is not a URL has no properties. */}
      {!findings.some(({ cause }) => cause === 'NotAUrl') && (
        <section>
          <h2>{words.report}</h2>
          <Facts facts={facts.filter(([, value]) => Boolean(value))} />
        </section>
      )}
    </div>
  );
}

function Reason(props: { readonly finding: Finding; readonly labels: Explanation['labels'] }): JSX.Element {
  const { cause, evidence, fix, proven, differences } = props.finding;
  const { labels } = props;
  const [title, more] = splitFirstSentence(formatMomentsIn(evidence, language.value));
  return (
    <li>
      <h3>{title}</h3>
      <p class="cause">
        <code>{cause}</code> {proven && <span class="badge">{labels.proven}</span>}
      </p>
      {more !== '' && <p>{more}</p>}
      <p class="fix">
        <b>{texts.value.explain.fix}</b> {formatMomentsIn(fix, language.value)}
      </p>
      {differences.map(({ line, signed, received }) => (
        <Facts
          key={line}
          facts={[
            [`${labels.signed} (${line})`, <code key="signed">{signed ?? '–'}</code>],
            [`${labels.received} (${line})`, <code key="received">{received ?? '–'}</code>],
          ]}
        />
      ))}
    </li>
  );
}
