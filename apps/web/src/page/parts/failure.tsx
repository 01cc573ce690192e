import type { ComponentChildren, JSX } from 'preact';
import { formatDuration } from '../format.ts';
import { language, texts } from '../state/language.ts';
import type { FailureFacts } from './failure-facts.ts';
import { kindOf } from './failure-kind.ts';

interface FailureProps {
  readonly failure: FailureFacts;
  /** What to say instead of the sentence that there is for failures of its kind. */
  readonly sentence?: string | undefined;
  /** The name of the file that was to come. */
  readonly fileName?: string | undefined;
  /** What can be done about it. */
  readonly children?: ComponentChildren;
}

/** What went wrong, in the language of the page; what the toolkit says of it, in English, is there for who wants it. */
export function Failure(props: FailureProps): JSX.Element {
  const { failure, fileName = '', children } = props;
  const { code, status, retryAfterMs, message } = failure;
  const wait = formatDuration(Math.max(1, Math.ceil((retryAfterMs ?? 0) / 1000)), language.value);
  const sentence = props.sentence ?? texts.value.failures[kindOf(failure)];
  return (
    <div class="failure" role="alert">
      <p>{typeof sentence === 'string' ? sentence : sentence({ answer: code ?? String(status), fileName, wait })}</p>
      {children}
      <details>
        <summary>{texts.value.details}</summary>
        <p lang="en">{message}</p>
      </details>
    </div>
  );
}
