import type { ComponentChildren, JSX } from 'preact';

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  /** One line below, which is read out with the label. */
  readonly hint?: string | undefined;
  /** What is wrong with what was entered: stands in place of the hint, and is read out at once. */
  readonly mistake?: string | undefined;
  readonly children: ComponentChildren;
}

/** A label above its control; the control names `hintId(id)` in `aria-describedby` where there is a hint or a mistake. */
export function Field({ id, label, hint, mistake, children }: FieldProps): JSX.Element {
  const line = mistake ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {line !== undefined && (
        <p
          class={mistake === undefined ? 'hint' : 'hint mistake'}
          id={hintId(id)}
          role={mistake === undefined ? undefined : 'alert'}
        >
          {line}
        </p>
      )}
    </div>
  );
}

export function hintId(id: string): string {
  return `${id}-hint`;
}
