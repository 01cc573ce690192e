import type { JSX } from 'preact';
import { Field, hintId } from '../parts/field.tsx';
import { texts } from '../state/language.ts';
import { answered, explainFields, explainUrl, explanation, fillExample, url, xml } from './explaining.ts';
import { Findings } from './findings.tsx';

export function ExplainTab(): JSX.Element {
  const words = texts.value.explain;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    explainFields();
  };
  return (
    <div class="narrow">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <form class="card stack" onSubmit={submit}>
        <Field id="explain-url" label={words.url}>
          <textarea
            id="explain-url"
            rows={4}
            required
            spellcheck={false}
            value={url.value}
            onInput={({ currentTarget }) => {
              url.value = currentTarget.value;
            }}
          />
        </Field>
        <Field id="explain-xml" label={words.xml} hint={words.xmlHint}>
          <textarea
            id="explain-xml"
            rows={4}
            spellcheck={false}
            aria-describedby={hintId('explain-xml')}
            value={xml.value}
            onInput={({ currentTarget }) => {
              xml.value = currentTarget.value;
              answered.value = undefined;
            }}
          />
        </Field>
        <div class="row">
          <button type="submit" class="primary">
            {words.submit}
          </button>
          <button type="button" class="secondary" disabled={url.value === ''} onClick={() => explainUrl(url.value)}>
            {words.ask}
          </button>
          <button type="button" class="quiet" onClick={fillExample}>
            {words.example}
          </button>
        </div>
        <p class="hint">{words.local}</p>
        <p class="note" role="status" hidden={answered.value === undefined}>
          {answered.value === 'unreadable' ? words.notAsked : words.asked(answered.value ?? 0)}
        </p>
      </form>
      <div aria-live="polite">{explanation.value !== undefined && <Findings {...explanation.value} />}</div>
    </div>
  );
}
