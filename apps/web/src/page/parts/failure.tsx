import type { ComponentChildren, JSX } from 'preact';
import { formatDuration } from '../format.ts';
import { language, texts } from '../state/language.ts';
import type { FailureFacts } from './failure-facts.ts';
import { kindOf } from './failure-kind.ts';

interface FailureProps {
  readonly failure: FailureFacts;
  /** Replaces the default text for this kind of failure. */
  readonly sentence?: string | undefined;
  /** The name of the file that was being downloaded. */
  readonly fileName?: string | undefined;
  /** The remedy, shown below the text. */
  readonly children?: ComponentChildren;
}

/** A failure in the language of the page, with the English error message as expandable details. */
export function Failure(props: FailureProps): JSX.Element {
  const { failure, fileName = '', children } = props;
  const { code, status, retryAfterMs, message } = failure;
  const wait = formatDuration(Math.max(1, Math.ceil((retryAfterMs ?? 0) / 1000)), language.value);
  const sentence = props.sentence ?? texts.value.failures[kindOf(failure)];
  return (
    <div class="failure" role="alert">
      <p>{typeof sentence === 'string' ? sentence : sentence({ response: code ?? String(status), fileName, wait })}</p>
      {children}
      <details>
        <summary>{texts.value.details}</summary>
        <p lang="en">{message}</p>
      </details>
    </div>
  );
}
