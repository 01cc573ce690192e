/**
 * Finds every call of `ossferry` in shell code (in a pipe, in `$(…)`, in an argument of another program) and returns the
 * arguments of each. Variables are replaced by sample values.
 */
export function findCalls(shell: string): string[][] {
  const calls: string[][] = [];
  let call: string[] | undefined;
  for (const word of splitWords(shell.replaceAll('\\\n', ' '))) {
    if (word.kind === 'operator') call = undefined;
    else if (word.kind === 'word' && word.text === 'ossferry') {
      call = [];
      calls.push(call);
    } else call?.push(fill(word.text));
    if (word.kind === 'quoted' && /\bossferry /.test(word.text))
      calls.push(...findCalls(word.text.replace('$(', ' ; ')));
  }
  return calls;
}

interface Word {
  readonly kind: 'word' | 'quoted' | 'operator';
  readonly text: string;
}

/** Splits words as a shell does. Handles what our pages use: comments, quotes, redirections and command separators. */
function splitWords(shell: string): Word[] {
  const pattern =
    /(?<comment>(?<=^|\s)#.*)|(?<operator>\n|\$\(|:::|[|;&()]+)|(?<redirection>\d?[<>]+)|(?<word>(?:'[^']*'|"[^"]*"|[^\s|;&()<>'"])+)/g;
  const words: Word[] = [];
  let isTarget = false;
  for (const { groups = {} } of shell.matchAll(pattern)) {
    const { operator, redirection, word } = groups;
    if (operator !== undefined) words.push({ kind: 'operator', text: operator });
    if (word !== undefined && !isTarget) {
      words.push({ kind: /['"]/.test(word) ? 'quoted' : 'word', text: word.replaceAll(/['"]/g, '') });
    }
    isTarget = redirection !== undefined;
  }
  return words;
}

const exampleUrl = 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com/report.pdf?x-oss-signature=00';

function fill(word: string): string {
  return word
    .replaceAll(/\$\{?URL\b\}?/g, exampleUrl)
    .replaceAll(/\$\{?\w*COUNT\w*\}?/g, '8')
    .replaceAll(/\$\{?\w+\}?|\{\}/g, '1');
}
