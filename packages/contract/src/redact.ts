import { namedAuthorization, namedSecret } from './named-secret.ts';

/**
 * Makes a URL safe to display: removes the user info, masks every query value except those on an allow-list of
 * parameters that contain no secrets, and percent-encodes characters that break a line or steer a terminal.
 */
export function redactUrl(url: string): string {
  return maskUrl(url).replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, encodeURIComponent);
}

/** Masks signatures, tokens and key pairs in text from elsewhere, such as another library's error message. */
export function redactText(text: string): string {
  return text
    .replace(urlInText, redactUrl)
    .replace(namedAuthorization, `$1${mask}`)
    .replace(authorization, `$1${mask}`)
    .replace(namedSecret, `$1${mask}`);
}

const mask = '***';

function maskUrl(url: string): string {
  const [beforeFragment = ''] = url.replace(brokenUserInfo, '$1').split('#', 1);
  const [, base = '', query] = /^([^?]*)(?:\?(.*))?$/s.exec(beforeFragment) ?? [];
  const shownBase = base.replace(userInfo, '$1').replace(namedSecret, `$1${mask}`);
  if (query === undefined) return shownBase;
  return `${shownBase}?${query.split('&').map(maskParameter).join('&')}`;
}

// Everything before the last `@` of a host. There may be too few or too many slashes, or backslashes, and no scheme.
const userInfo = /^((?:\s*[a-z\d+.-]+:[/\\]+|\s*[/\\]{2,})?)[^/\\?]*@/i;

// An unencoded password: no port follows the first colon, so a `/`, `?` or `#` in it does not end the host.
const brokenUserInfo = /^(\s*[a-z\d+.-]+:[/\\]+)(?!\[)[^/\\?#:@]*:(?!\d*(?:[/\\?#]|$)).*@/is;

function maskParameter(parameter: string): string {
  const [, name = '', value] = nameAndValue.exec(parameter) ?? [];
  if (value === undefined) return parameter;
  if (shownParameters.has(name.toLowerCase()) && !suspicious.test(value)) return parameter;
  return `${name}=${mask}`;
}

// The `=` may be percent-encoded or escaped by a JSON writer.
const nameAndValue = /^(.*?)(?:=|%(?:25)*3D|\\u003d)(.*)$/is;

const shownParameters: ReadonlySet<string> = new Set([
  'expires',
  'versionid',
  'uploads',
  'partnumber',
  'x-oss-additional-headers',
  'x-oss-date',
  'x-oss-expires',
  'x-oss-process',
  'x-oss-signature-version',
  'x-oss-traffic-limit',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
]);

// A value that contains one of these names contains another parameter, because the URL was built incorrectly.
const suspicious = /signature|token|credential|key_?id|secret/i;

// Only the last character of the scheme: matching whole schemes would take quadratic time on long words. In JSON, slashes
// may be escaped.
const urlInText = /[a-z\d+.-]:(?:\\*\/){2}[^\s"'<>]+/gi;

// In lower case, `basic` and `bearer` may be part of a sentence, so the next word must contain a digit, a capital or `=`.
const authorization =
  /(\b(?:[Oo][Ss][Ss](?:4-HMAC-SHA256 Credential=| [\w.-]+:)|B(?:earer|EARER|asic|ASIC) |b(?:earer|asic) (?=[^\s"'<>]*[\dA-Z=])))[^\s"'<>]+/g;
