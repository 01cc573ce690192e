/** Whether a command line requests JSON. It reads the raw arguments, since parsing them may have failed. */
export function requestsJson(argv: readonly string[]): boolean {
  return argv.some(
    (argument, index) =>
      argument === '--json' ||
      argument === '--progress=json' ||
      (argument === 'json' && argv[index - 1] === '--progress'),
  );
}
