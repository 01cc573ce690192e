import type { JSX } from 'preact';
import type { SigningSteps } from '../../api.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { texts } from '../state/language.ts';
import { type StepPart, splitCanonicalRequest, splitStringToSign } from './split-steps.ts';

/** The canonical request and the string to sign, split into parts. */
export function Steps({ steps }: { readonly steps: SigningSteps }): JSX.Element {
  const { canonicalRequest, stringToSign } = steps;
  const words = texts.value.sign;
  return (
    <div class="stack">
      <p class="hint">{words.stepsHint}</p>
      {canonicalRequest !== undefined && (
        <Step title={words.canonicalRequest} text={canonicalRequest} parts={splitCanonicalRequest(canonicalRequest)} />
      )}
      <Step title={words.stringToSign} text={stringToSign} parts={splitStringToSign(steps)} />
    </div>
  );
}

interface StepProps {
  readonly title: string;
  readonly text: string;
  readonly parts: readonly StepPart[];
}

function Step({ title, text, parts }: StepProps): JSX.Element {
  return (
    <section>
      <div class="row spread">
        <h3>{title}</h3>
        <CopyButton text={text} what={title} />
      </div>
      <dl class="parts">
        {parts.map(({ part, text: lines }) => (
          <div key={part} class={`part part-${part}`}>
            <dt>{texts.value.sign.parts[part]}</dt>
            <dd>{lines === '' ? <span class="muted">–</span> : <code>{lines}</code>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
