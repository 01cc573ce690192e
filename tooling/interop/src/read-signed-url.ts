/** A URL in parts that can be compared: base with the path as written, and decoded parameters. */
export interface SignedUrlParts {
  readonly base: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Takes a signed URL apart. */
export function readSignedUrl(url: string): SignedUrlParts {
  const [base = '', query = ''] = url.split('?');
  const parameters = query.split('&').map((parameter) => parameter.split('=').map(decodeURIComponent));
  return { base, parameters: Object.fromEntries(parameters.map(([name, value = '']) => [name, value])) };
}
