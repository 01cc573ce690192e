import { inputError } from './input-error.ts';

/** Returns the name; refuses paths and names that file systems do not allow. */
export function checkFileName(fileName: string): string {
  // `test` would accept `null` as a name.
  if (typeof fileName === 'string' && /^(?!\.{1,2}$)[^/\\\p{Cc}\p{Surrogate}]{1,200}$/u.test(fileName)) return fileName;
  throw inputError(
    'InvalidFileName',
    'The file name is no text, empty, a path, longer than 200 characters, or contains a control character.',
    'Pass a plain name, for example report.pdf.',
  );
}
