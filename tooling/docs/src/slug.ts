/** The anchor of a heading, as GitHub makes it: the site uses the same, so that a link is right in both places. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .trim()
    .replaceAll(/[^\p{Letter}\p{Number}\p{Mark}_\- ]/gu, '')
    .replaceAll(' ', '-');
}
