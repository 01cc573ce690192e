import type { Finding } from '@ossferry/diagnose';
import type { JSX } from 'preact';
import { formatMoment } from '../format.ts';
import { Facts } from '../parts/facts.tsx';
import { language, texts } from '../state/language.ts';
import type { Explanation } from './explaining.ts';

/** Why a URL is refused, and what it says. */
export function Findings({ findings, report, labels }: Explanation): JSX.Element {
  const words = texts.value.explain;
  const moment = (date: Date | undefined): string | undefined => date && formatMoment(date, language.value);
  const facts: readonly (readonly [string, string | undefined])[] = [
    [labels.version, report.version === 'none' ? labels.none : report.version],
    [labels.bucket, report.bucket],
    [labels.key, report.key],
    [labels.host, report.host],
    [labels.region, report.region],
    [labels.accessKeyId, report.accessKeyId],
    [labels.validFrom, moment(report.start)],
    [labels.validUntil, moment(report.end)],
    [labels.token, report.tokenPresent ? labels.tokenPresent : labels.tokenAbsent],
  ];
  return (
    <div class="card stack" data-testid="findings">
      {findings.length === 0 ? (
        <p>{words.nothing}</p>
      ) : (
        <section>
          <h2>{words.reasons}</h2>
          <ol class="findings">
            {findings.map((finding) => (
              <Reason key={finding.cause} finding={finding} labels={labels} />
            ))}
          </ol>
        </section>
      )}
      {/* What no URL is says nothing. */}
      {!findings.some(({ cause }) => cause === 'NotAUrl') && (
        <section>
          <h2>{words.report}</h2>
          <Facts facts={facts.filter((fact): fact is readonly [string, string] => Boolean(fact[1]))} />
        </section>
      )}
    </div>
  );
}

function Reason(props: { readonly finding: Finding; readonly labels: Explanation['labels'] }): JSX.Element {
  const { cause, evidence, fix, proven, differences } = props.finding;
  const { labels } = props;
  return (
    <li>
      <h3>
        <code>{cause}</code> {proven && <span class="badge">{labels.proven}</span>}
      </h3>
      <p>{evidence}</p>
      <p class="fix">
        <b>{texts.value.explain.fix}</b> {fix}
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
