/** The allowed range of a ratio or an amount. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** Describes the target, and whether it is met. */
export function judge(value: number, target: Target): string {
  const isMet = 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
  const wording = 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
  return `${wording}: ${isMet ? 'met' : 'MISSED'}`;
}
