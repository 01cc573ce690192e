import type { JSX } from 'preact';
import { Failure } from '../parts/failure.tsx';
import { texts } from '../state/language.ts';
import { isChanged } from './sign-fields.ts';
import { SignForm } from './sign-form.tsx';
import { SignedUrl } from './signed-url.tsx';
import { isExpired, isSigning, lastSigned, signFailure } from './signing.ts';

export function SignTab(): JSX.Element {
  const words = texts.value.sign;
  return (
    <>
      <h1 id="sign-title">{words.title}</h1>
      <div class="lead">
        <p>{words.lead}</p>
        <p>{words.demo}</p>
      </div>
      <div class="columns">
        <SignForm />
        <div>
          <p class="visually-hidden" role="status">
            {statusOf()}
          </p>
          <div class="stack" aria-busy={isSigning.value}>
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
  if (lastSigned.value === undefined || signFailure.value !== undefined) return '';
  if (isExpired.value) return words.expired;
  return isChanged.value ? words.changed : words.ready;
}

function Result(): JSX.Element {
  const { value: last } = lastSigned;
  const { value: failure } = signFailure;
  return (
    <>
      {failure !== undefined && <Failure failure={failure} />}
      {last !== undefined && <SignedUrl signSettings={last.signSettings} signed={last.signed} />}
      {failure === undefined && last === undefined && <p class="placeholder">{texts.value.sign.empty}</p>}
    </>
  );
}
