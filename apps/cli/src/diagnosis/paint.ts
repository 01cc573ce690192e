/** Colours text on a terminal; elsewhere, text is unchanged. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  /** The part of a line that differs; `undefined` without colours, where a line below points at it. */
  readonly mark: ((text: string) => string) | undefined;
}

/** Opens colours for a terminal, unless `NO_COLOR` (no-color.org) or `TERM=dumb` disables them. */
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
