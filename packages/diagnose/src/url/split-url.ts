/** The parts of a URL, exactly as written: a WHATWG `URL` would mend, and so hide, what is to be found. */
export interface UrlParts {
  /** In lower case; `''` when the text does not begin with one. */
  readonly scheme: string;
  /** Without user info, with its port. */
  readonly host: string;
  /** Percent-encoded, with its leading slash. */
  readonly path: string;
  readonly parameters: readonly RawParameter[];
  /** Without `#`; absent when there is none. */
  readonly fragment: string | undefined;
}

/** A query parameter as it is written. */
export interface RawParameter {
  readonly name: string;
  /** Absent for a bare name. */
  readonly value: string | undefined;
}

/** Splits a URL at its first `#`, `?`, `&` and `=`, and changes nothing. */
export function splitUrl(url: string): UrlParts {
  const [, scheme = '', authority = '', path = '', query, fragment] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(url) ?? [];
  return {
    scheme: scheme.toLowerCase(),
    host: authority.slice(authority.lastIndexOf('@') + 1).toLowerCase(),
    path: path === '' ? '/' : path,
    parameters: (query ?? '')
      .split('&')
      .filter((parameter) => parameter !== '')
      .map(readParameter),
    fragment,
  };
}

/** Puts the parts of {@link splitUrl} together again; user info and fragment are left out. */
export function joinUrl({ scheme, host, path, parameters }: UrlParts): string {
  const base = scheme === '' ? path : `${scheme}://${host}${path}`;
  return parameters.length === 0 ? base : `${base}?${parameters.map(writeParameter).join('&')}`;
}

function readParameter(text: string): RawParameter {
  const equals = text.indexOf('=');
  return equals < 0 ? { name: text, value: undefined } : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

function writeParameter({ name, value }: RawParameter): string {
  return value === undefined ? name : `${name}=${value}`;
}
