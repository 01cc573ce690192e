import { errorOptionsOf, OssError } from '@ossferry/contract';

/** Returns the error of one object of a list, with advice for lists: a single download has other options. */
export function itemError(error: OssError): OssError {
  const advice = listTerms.find(([words]) => words.test(error.advice ?? ''))?.[1];
  return advice === undefined ? error : new OssError({ ...errorOptionsOf(error), advice, cause: error.cause });
}

/** Replacements for advice that names library options or those of a single download. */
export const listTerms: readonly (readonly [words: RegExp, advice: string])[] = [
  [/allow overwriting/, 'Add --skip-done to keep existing files, or --overwrite to replace them.'],
  [/allow replacing/, 'Correct the list, or delete the file to download it again.'],
  [/Give the name of a file/, 'Change the destination in the list.'],
  [
    /Get a new URL and run the download/,
    'Sign the URLs of the list again, or list oss://bucket/key, whose URL is renewed.',
  ],
];
