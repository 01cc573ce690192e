/** Common lifetimes in seconds that V4 allows. */
export const lifetimes: readonly number[] = [
  60, 120, 180, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 259_200, 604_800,
];

const lifetimesV1 = [...lifetimes, 2_592_000, 31_536_000];

/**
 * Guesses the original `Expires` of a V1 URL in Unix seconds: first, as if one common lifetime had been replaced with another;
 * then each second from three hours before the use of the URL to one hour after it, since the new value can be any time.
 */
export function* guessExpires(sent: number, usedAt: Date): Generator<number> {
  for (const edited of lifetimesV1) {
    for (const signed of lifetimesV1) yield sent - edited + signed;
  }
  const latest = Math.floor(usedAt.getTime() / 1000) + 3600;
  for (let expires = latest; expires > latest - 4 * 3600; expires -= 1) yield expires;
}
