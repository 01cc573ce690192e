import type { ComponentChildren, JSX } from 'preact';

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  /** A line below the control, which screen readers read with the label. */
  readonly hint?: string | undefined;
  /** An error in the input. Replaces the hint and is announced immediately. */
  readonly mistake?: string | undefined;
  readonly children: ComponentChildren;
}

/** A label above its control. With a hint or a mistake, the control needs `aria-describedby={hintId(id)}`. */
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
