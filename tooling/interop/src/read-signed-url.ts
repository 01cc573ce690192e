/** A URL in a comparable form: the unchanged base with the path, and decoded parameters. */
export interface SignedUrlParts {
  readonly base: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Splits a signed URL. */
export function readSignedUrl(url: string): SignedUrlParts {
  const [base = '', query = ''] = url.split('?');
  const parameters = query.split('&').map((parameter) => parameter.split('=').map(decodeURIComponent));
  return { base, parameters: Object.fromEntries(parameters.map(([name, value = '']) => [name, value])) };
}
