/** Returns the option of a commander property: `partNumber` is `--part-number`. */
export function optionName(property: string): string {
  return `--${property.replace(/[A-Z]/g, (character) => `-${character.toLowerCase()}`)}`;
}
