import type { JSX } from 'preact';
import { Field, hintId } from '../parts/field.tsx';
import { submitOnEnter } from '../parts/submit-on-enter.ts';
import { urlPlaceholder } from '../parts/url-placeholder.ts';
import { texts } from '../state/language.ts';
import {
  explainFields,
  explanation,
  fillExample,
  headerLines,
  isHeaderMistaken,
  mistake,
  setHeaders,
  setUrl,
  setXml,
  testFields,
  testResult,
  url,
  xml,
} from './explaining.ts';
import { Findings } from './findings.tsx';

const urlFieldId = 'explain-url';
const headersFieldId = 'explain-headers';

function formatTestResult(result: typeof testResult.value): string {
  const words = texts.value.explain;
  if (result === 'testing') return words.testing;
  return result === 'unreadable' ? words.unreadable : words.responded(result ?? 0);
}

function focusMistake(): void {
  if (mistake.value !== undefined) document.getElementById(urlFieldId)?.focus();
  else if (isHeaderMistaken.value) document.getElementById(headersFieldId)?.focus();
}

/** Longer texts are neither URLs nor OSS responses, and `explain` refuses them. */
const maxLength = 65_536;

export function ExplainTab(): JSX.Element {
  const words = texts.value.explain;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    explainFields();
    focusMistake();
  };
  const test = (): void => {
    void testFields();
    focusMistake();
  };
  return (
    <div class="single">
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <form class="card stack" onSubmit={submit}>
        <Field id={urlFieldId} label={words.url} mistake={mistake.value && texts.value[mistake.value]}>
          <textarea
            id={urlFieldId}
            rows={4}
            maxLength={maxLength}
            required
            spellcheck={false}
            autocomplete="off"
            placeholder={urlPlaceholder}
            value={url.value}
            aria-invalid={mistake.value !== undefined}
            aria-describedby={mistake.value && hintId(urlFieldId)}
            onKeyDown={submitOnEnter}
            onInput={({ currentTarget }) => setUrl(currentTarget.value)}
          />
        </Field>
        <Field
          id={headersFieldId}
          label={words.headers}
          hint={words.headersHint}
          mistake={isHeaderMistaken.value ? words.headersMistake : undefined}
        >
          <textarea
            id={headersFieldId}
            rows={2}
            maxLength={maxLength}
            spellcheck={false}
            autocomplete="off"
            value={headerLines.value}
            aria-invalid={isHeaderMistaken.value}
            aria-describedby={hintId(headersFieldId)}
            onInput={({ currentTarget }) => setHeaders(currentTarget.value)}
          />
        </Field>
        <Field id="explain-xml" label={words.xml} hint={words.xmlHint}>
          <textarea
            id="explain-xml"
            rows={3}
            maxLength={maxLength}
            spellcheck={false}
            autocomplete="off"
            aria-describedby={hintId('explain-xml')}
            value={xml.value}
            onInput={({ currentTarget }) => setXml(currentTarget.value)}
          />
        </Field>
        <div class="row">
          <button type="submit" class="primary">
            {words.submit}
          </button>
          <button type="button" class="secondary" disabled={url.value === ''} onClick={test}>
            {words.test}
          </button>
          <button type="button" class="quiet" onClick={fillExample}>
            {words.example}
          </button>
        </div>
        <p class="hint">{words.local}</p>
        <p class="note" role="status" hidden={testResult.value === undefined}>
          {formatTestResult(testResult.value)}
        </p>
      </form>
      <div aria-live="polite">{explanation.value !== undefined && <Findings {...explanation.value} />}</div>
    </div>
  );
}
