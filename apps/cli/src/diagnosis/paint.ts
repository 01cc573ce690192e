/** Colours for a terminal; plain text everywhere else. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  /** The part of a line that differs. Elsewhere than on a terminal, a line below points at it. */
  readonly mark: ((text: string) => string) | undefined;
}

/** Colours only on a terminal, and only when nobody objects (see no-color.org). */
export function openPaint(
  stream: { readonly isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  if (stream.isTTY !== true || env['NO_COLOR'] || env['TERM'] === 'dumb') return plain;
  return { strong: style(1), faint: style(2), good: style(32), bad: style(31), mark: style(7) };
}

const keep = (text: string): string => text;
const plain: Paint = { strong: keep, faint: keep, good: keep, bad: keep, mark: undefined };

function style(code: number): (text: string) => string {
  return (text) => `\u001b[${code}m${text}\u001b[0m`;
}
