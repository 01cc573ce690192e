/**
 * Finds the calls of `ossferry` in a piece of shell, wherever they stand (in a pipe, in `$(…)`, in the argument of another
 * program) and gives the words behind each. Variables become something that they may hold.
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

/** Splits as a shell does, as far as our pages go: comments, quotes, redirections and what separates commands. */
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
