/**
 * Makes a URL safe to display: removes the user info, masks every query value except those on an allow-list of
 * parameters that contain no secrets, and percent-encodes characters that break a line or steer a terminal.
 */
export function redactUrl(url: string): string {
  return maskUrl(url).replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, encodeURIComponent);
}

function maskUrl(url: string): string {
  const [beforeFragment = ''] = url.replace(brokenUserInfo, '$1').split('#', 1);
  const queryStart = beforeFragment.indexOf('?');
  const base = queryStart < 0 ? beforeFragment : beforeFragment.slice(0, queryStart);
  const shownBase = base.replace(userInfo, '$1').replace(namedSecret, `$1${mask}`);
  if (queryStart < 0) return shownBase;
  const parameters = beforeFragment.slice(queryStart + 1).split('&');
  return `${shownBase}?${parameters.map(redactParameter).join('&')}`;
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

// What stands before the last `@` of a host. Slashes may be too few, too many or backslashes, and the scheme may be missing.
const userInfo = /^((?:\s*[a-z\d+.-]+:[/\\]+|\s*[/\\]{2,})?)[^/\\?]*@/i;

// A password that was not encoded: behind the first colon stands no port, so that its `/`, `?` or `#` ends no host.
const brokenUserInfo = /^(\s*[a-z\d+.-]+:[/\\]+)(?!\[)[^/\\?#:@]*:(?!\d*(?:[/\\?#]|$)).*@/is;

// The last character of a scheme does: to look for whole ones would take a square of the time on a long word. In JSON,
// slashes may be escaped.
const urlInText = /[a-z\d+.-]:(?:\\*\/){2}[^\s"'<>]+/gi;

// Of the patterns below, no two parts that repeat and stand side by side match the same character: that keeps the time
// in step with the text. Behind a name may stand the end of its quotes, plain, escaped or percent-encoded; then what
// separates it from its value in headers, queries, JSON (some writers escape `=`), XML, lists and what `inspect` writes.
// A comma in a sentence separates no value, the error code `InvalidAccessKeyId` names none, and what is empty stays so.
const quote = String.raw`[\\"']|&quot;|%(?:25)*2[27]`;
const separator = String.raw`(?:(?:\]|${quote})*\s*(?:=+>?|:=?|%(?:25)*3[AD]|(?<=\\)u003d)[\s[]*(?:${quote})*(?![=[)}\]])|\\*["']\s*,\s*\\*["']|>|&gt;)`;
// Some writers of JSON escape `%`, `+`, `/` and `=`, which a value may hold.
const value = String.raw`(?:[^\s&"'<>,\\%]|\\{1,3}(?:\/|u00[23][5bdf])|%(?!(?:25)*2[267]))+`;
const names =
  'access[_-]?key[_-]?(?:secret|id)|(?:security|sts|session)[_-]?token|signature(?:provided)?|x-oss-credential';

const namedSecret: RegExp = /* @__PURE__ */ new RegExp(
  `((?<!invalid|missing|incomplete)(?:${names})${separator})${value}`,
  'gi',
);
// With the scheme, which not everybody writes: two words.
const namedAuthorization: RegExp = /* @__PURE__ */ new RegExp(
  `(authorization${separator})${value}(?: +${value})?`,
  'gi',
);

// A small letter begins what may be a sentence about basic authentication.
const authorization =
  /(\b(?:[Oo][Ss][Ss](?:4-HMAC-SHA256 Credential=| [\w.-]+:)|B(?:earer|EARER|asic|ASIC) |b(?:earer|asic) (?=[^\s"'<>]*[\dA-Z=])))[^\s"'<>]+/g;

// A shown value that names one of these holds what was to be a parameter of its own.
const suspicious = /signature|token|credential|key_?id|secret/i;

function redactParameter(parameter: string): string {
  const [name = '', value] = parameter.split(/(?:=|%(?:25)*3D|\\u003d)(.*)/is, 2);
  if (value === undefined) return parameter;
  if (shownParameters.has(name.toLowerCase()) && !suspicious.test(value)) return parameter;
  return `${name}=${mask}`;
}
