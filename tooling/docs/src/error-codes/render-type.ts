import type { FoundCodes } from './find-codes.ts';

/** OSS's own codes that programs ask for most; the others come through as text. */
const ossCodes: readonly string[] = [
  'AccessDenied',
  'CallbackFailed',
  'FileAlreadyExists',
  'InvalidAccessKeyId',
  'InvalidArgument',
  'InvalidDigest',
  'InvalidObjectState',
  'InvalidRange',
  'InvalidSecurityToken',
  'NoSuchBucket',
  'NoSuchKey',
  'NoSuchUpload',
  'NoSuchVersion',
  'PreconditionFailed',
  'RequestTimeTooSkewed',
  'SecondLevelDomainForbidden',
  'SecurityTokenExpired',
  'SignatureDoesNotMatch',
];

/** Writes the type of codes for editors: what the libraries name (the command line's own are nobody's to catch), and OSS's. */
export function renderType(found: FoundCodes): string {
  const ofLibraries = [...found].filter(([, packages]) => [...packages].some((name) => name !== 'cli'));
  const codes = new Set([...ofLibraries.map(([code]) => code), ...ossCodes]);
  const lines = [...codes].toSorted().map((code) => `  | '${code}'\n`);
  return `${introduction}export type OssErrorCode =\n${lines.join('')}  | (string & {});\n`;
}

const introduction = `/**
 * The codes that an editor offers: those of these packages, and the most usual of OSS's own, whose others come too. Made by
 * \`pnpm --filter @ossferry/docs error-codes\`; the page "Error codes" says what each means.
 */
`;
