/** The anchor of a heading, in GitHub's form. The site uses the same form, so links work in both places. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .trim()
    .replaceAll(/[^\p{Letter}\p{Number}\p{Mark}_\- ]/gu, '')
    .replaceAll(' ', '-');
}
