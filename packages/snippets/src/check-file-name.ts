import { inputError } from './input-error.ts';

/** Gives the name back, and refuses one that is a path or that no disk takes. */
export function checkFileName(fileName: string): string {
  if (/^(?!\.{1,2}$)[^/\\\p{Cc}\p{Surrogate}]{1,200}$/u.test(fileName)) return fileName;
  throw inputError(
    'InvalidFileName',
    'The file name is empty, a path, longer than 200 characters, or holds a control character.',
    'Give a plain name, report.pdf for example.',
  );
}
