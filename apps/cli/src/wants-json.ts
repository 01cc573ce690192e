/** Whether a command line asks for JSON. Read off the arguments themselves: they may be the very thing that could not be understood. */
export function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (argument, index) =>
      argument === '--json' ||
      argument === '--progress=json' ||
      (argument === 'json' && argv[index - 1] === '--progress'),
  );
}
