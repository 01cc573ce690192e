import { redactText } from '@ossferry/contract';
import type { ComponentChildren, JSX } from 'preact';

/** What went wrong, as the toolkit says it (in English), and what can be done about it. */
export function Failure(props: { readonly error: unknown; readonly children?: ComponentChildren }): JSX.Element {
  const { error, children } = props;
  return (
    <div class="failure" role="alert">
      <p lang="en">{redactText(error instanceof Error ? error.message : String(error))}</p>
      {children}
    </div>
  );
}
