import type { CompletedCommand, CompletedOption } from './describe-commands.ts';

/** A shell with a completion script. */
export type CompletionShell = 'bash' | 'zsh' | 'fish';

/** Returns a script that completes commands, options, choices and files in a shell, without starting `ossferry`. */
export function completionScript(shell: CompletionShell, commands: readonly CompletedCommand[]): string {
  return scripts[shell](commands);
}

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };

// Runs in bash 3.2, the version of macOS. The words contain no character that is special between single quotes.
function bashScript(commands: readonly CompletedCommand[]): string {
  const cases = commands.flatMap(({ name, argumentChoices, options }) => [
    ...options.filter(hasChoices).map(({ short, long, value }) => {
      const patterns = [short, long].flatMap((option) => (option === undefined ? [] : `'${name} ${option} '*`));
      return `      ${patterns.join(' | ')}) words='${value.join(' ')}' ;;`;
    }),
    `      '${name} '*' -'*) words='${options.map(({ long }) => long).join(' ')}' ;;`,
    ...(argumentChoices === undefined ? [] : [`      '${name} '*) words='${argumentChoices.join(' ')}' ;;`]),
  ]);
  return `# Completes ossferry in bash: eval "$(ossferry completion bash)"
_ossferry() {
  local current=\${COMP_WORDS[COMP_CWORD]} words=
  if [ "$COMP_CWORD" = 1 ]; then
    words='${commands.map(({ name }) => name).join(' ')} --help --version'
  else
    case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD - 1]} $current" in
${cases.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _ossferry ossferry # Files, if there are no words.`;
}

function zshScript(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, argumentChoices, options }) => {
    const argument = argumentChoices === undefined ? '*:file:_files' : `1:choice:(${argumentChoices.join(' ')})`;
    return `    ${name}) _arguments ${[quote(argument), ...options.map(zshOption)].join(' ')} ;;`;
  });
  return `#compdef ossferry
# Completes ossferry in zsh, after compinit: eval "$(ossferry completion zsh)"
_ossferry() {
  local -a commands=(${commands.map(({ name, description }) => quote(`${name}:${description}`)).join(' ')})
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT -= 1 ))
  case $words[1] in
${cases.join('\n')}
  esac
}
# In a folder of $fpath, the file itself is the function.
if [ "$funcstack[1]" = _ossferry ]; then _ossferry; else compdef _ossferry ossferry; fi`;
}

function zshOption({ short, long, description, value, isRepeatable }: CompletedOption): string {
  const explanation = `[${description.replace(/[[\]\\:]/g, '\\$&')}]`;
  const values = { file: ':file:_files', text: ':value: ' };
  const action = value === undefined ? '' : typeof value === 'string' ? values[value] : `:value:(${value.join(' ')})`;
  const names = short === undefined ? [long] : [short, long];
  const excluded = isRepeatable ? '*' : `(${names.join(' ')})`;
  return names.map((name) => quote(`${excluded}${name}${explanation}${action}`)).join(' ');
}

function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, description, argumentChoices = [], options }) => [
    `complete -c ossferry -n __fish_use_subcommand -f -a ${name} -d ${quoteForFish(description)}`,
    ...argumentChoices.map((choice) => `complete -c ossferry -n '__fish_seen_subcommand_from ${name}' -f -a ${choice}`),
    ...options.map((option) => `complete -c ossferry -n '__fish_seen_subcommand_from ${name}' ${fishOption(option)}`),
  ]);
  return ['# Completes ossferry in fish: ossferry completion fish | source', ...lines].join('\n');
}

function fishOption({ short, long, description, value }: CompletedOption): string {
  const names = `${short === undefined ? '' : `-s ${short.slice(1)} `}-l ${long.slice(2)}`;
  const values = { file: ' -r -F', text: ' -x' };
  const action = value === undefined ? '' : typeof value === 'string' ? values[value] : ` -x -a '${value.join(' ')}'`;
  return `${names}${action} -d ${quoteForFish(description)}`;
}

function hasChoices(option: CompletedOption): option is CompletedOption & { readonly value: readonly string[] } {
  return typeof option.value === 'object';
}

function quote(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}

function quoteForFish(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
