/** What a ratio or an amount has to be. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** Says what is asked for, and whether it is so. */
export function judge(value: number, target: Target): string {
  const isMet = 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
  const wording = 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
  return `${wording}: ${isMet ? 'met' : 'MISSED'}`;
}
