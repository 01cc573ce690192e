import { CredentialsError } from '../credentials-error.ts';

/**
 * Returns the program and the arguments of a command: a list, or a command line, which is split. Throws `InvalidOption` for
 * anything else.
 */
export function wordsOf(
  command: string | readonly string[],
  platform: NodeJS.Platform,
  source: string,
): readonly string[] {
  if (typeof command === 'string') return splitCommand(command, platform, source);
  if (!Array.isArray(command) || !command.every((word) => typeof word === 'string')) {
    throw malformed(source, 'is neither text nor a list of texts');
  }
  if (!command[0]) throw malformed(source, 'is empty');
  return command;
}

/**
 * Splits a command line into a program and its arguments, as the official tools do for `process_command`. There is no shell,
 * so `$`, `;`, `|`, `>` and `*` are ordinary characters. On Windows, so is a backslash, except in `\"` inside double quotes.
 * Throws `InvalidOption` for an unclosed quote, a trailing backslash or an empty command.
 */
export function splitCommand(command: string, platform: NodeJS.Platform, source: string): readonly string[] {
  const words: string[] = [];
  // `undefined` between words, because an empty pair of quotes is also a word.
  let word: string | undefined;
  let quote = '';
  for (let index = 0; index < command.length; index += 1) {
    const character = command.charAt(index);
    const next = command.charAt(index + 1);
    if (isEscape(character, next, quote, platform)) {
      if (next === '') throw malformed(source, 'ends in a backslash');
      if (next !== '\n') word = (word ?? '') + next;
      index += 1;
    } else if (quote !== '') {
      if (character === quote) quote = '';
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== '') throw malformed(source, 'has an unclosed quote');
  if (word !== undefined) words.push(word);
  if (!words[0]) throw malformed(source, 'is empty');
  return words;
}

function isEscape(character: string, next: string, quote: string, platform: NodeJS.Platform): boolean {
  if (character !== '\\' || quote === "'") return false;
  if (platform === 'win32') return quote === '"' && next === '"';
  return quote === '' || (next !== '' && '"\\$`\n'.includes(next));
}

function malformed(source: string, why: string): CredentialsError {
  return new CredentialsError({
    source,
    code: 'InvalidOption',
    phase: 'config',
    message: `${source}: the command ${why}.`,
  });
}
