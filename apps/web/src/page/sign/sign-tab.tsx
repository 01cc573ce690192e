import type { JSX } from 'preact';
import { Failure } from '../parts/failure.tsx';
import { texts } from '../state/language.ts';
import { SignForm } from './sign-form.tsx';
import { SignedUrl } from './signed-url.tsx';
import { isOver, isSigning, signing } from './signing.ts';

export function SignTab(): JSX.Element {
  const words = texts.value.sign;
  return (
    <>
      <h1 id="sign-title">{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <div class="columns">
        <SignForm />
        <div>
          <p class="unseen" role="status">
            {statusOf()}
          </p>
          <div aria-busy={isSigning.value}>
            <Result />
          </div>
        </div>
      </div>
    </>
  );
}

function statusOf(): string {
  const words = texts.value.sign;
  if (isSigning.value) return words.signing;
  if (signing.value.state !== 'signed') return '';
  return isOver.value ? words.over : words.ready;
}

function Result(): JSX.Element {
  const current = signing.value;
  if (current.state === 'failed') return <Failure error={current.error} />;
  if (current.state === 'signed') return <SignedUrl wish={current.wish} signed={current.signed} />;
  return <p class="placeholder">{texts.value.sign.empty}</p>;
}
