/**
 * The URL in a pasted text. Mail programs and terminals break long lines, and messages put URLs in quotes or angle
 * brackets. A URL contains no line breaks and does not begin with these characters, so they are removed.
 */
export function pastedUrl(text: string): string {
  const joined = text.trim().replace(/\s*[\r\n]+\s*/g, '');
  const [, inner] = enclosed.exec(joined) ?? [];
  return (inner ?? joined).trim();
}

const enclosed = /^(?=<.*>$|".*"$|'.*'$|“.*”$|「.*」$|《.*》$).(.*).$/;
