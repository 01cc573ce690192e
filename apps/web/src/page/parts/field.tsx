import type { ComponentChildren, JSX } from 'preact';

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  /** One line below, which is read out with the label. */
  readonly hint?: string | undefined;
  readonly children: ComponentChildren;
}

/** A label above its control; the control names `hintId(id)` in `aria-describedby` where there is a hint. */
export function Field({ id, label, hint, children }: FieldProps): JSX.Element {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <p class="hint" id={hintId(id)}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function hintId(id: string): string {
  return `${id}-hint`;
}
