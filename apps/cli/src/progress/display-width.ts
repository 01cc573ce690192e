const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Returns the terminal columns of a text; Chinese, Japanese and Korean characters and emoji take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : 1;
  return width;
}

/** Returns the columns of a terminal. Some report 0 columns, for example that of `script` in a cron job. */
export function columnsOf({ columns = 0 }: { readonly columns?: number | undefined }): number {
  return columns > 0 ? columns : 80;
}

/** Wraps a text to `columns`, at spaces if possible. */
export function foldText(text: string, columns: number): string {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (line !== '' && displayWidth(line + character) > columns) {
      const space = character === ' ' ? line.length : line.lastIndexOf(' ');
      lines.push(space > 0 ? line.slice(0, space) : line);
      line = space > 0 ? line.slice(space + 1) : '';
      if (character === ' ' && line === '') continue;
    }
    line += character;
  }
  return [...lines, line].join('\n');
}

/** Formats a message above progress bars: wrapped, because they truncate it, and clearing what they drew on its lines. */
export function noteAboveBars(text: string, columns: number): string {
  return `${foldText(text, columns).replace(/^/gm, '\u001b[K')}\n`;
}

/** Truncates a text to `columns` with an ellipsis; below 4 columns, to an empty string. */
export function fitText(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  if (columns < 4) return '';
  let kept = '';
  for (const character of text) {
    if (displayWidth(kept + character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
