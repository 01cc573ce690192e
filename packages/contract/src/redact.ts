/**
 * Makes a URL fit to be shown: user info goes, and every query value is masked except those known to hold no secret.
 * An allow-list, since a presigned URL is a secret and nobody knows what else people put into queries.
 */
export function redactUrl(url: string): string {
  const [beforeFragment = ''] = url.split('#', 1);
  const queryStart = beforeFragment.indexOf('?');
  const base = queryStart < 0 ? beforeFragment : beforeFragment.slice(0, queryStart);
  const shownBase = base.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
  if (queryStart < 0) return shownBase;
  const parameters = beforeFragment.slice(queryStart + 1).split('&');
  return `${shownBase}?${parameters.map(redactParameter).join('&')}`;
}

/** Masks signatures, tokens and key pairs that stand in foreign text, such as another library's error message. */
export function redactText(text: string): string {
  return text
    .replace(/https?:\/\/[^\s"'<>]+/gi, redactUrl)
    .replace(secretParameter, `$1${mask}`)
    .replace(authorization, `$1${mask}`);
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

const secretParameter =
  /((?:x-oss-signature|x-oss-security-token|x-oss-credential|security-token|signature|ossaccesskeyid)["']?\s*[=:]\s*["']?)[^\s&"'<>,]+/gi;
const authorization = /(\b(?:OSS4-HMAC-SHA256 Credential=|OSS [\w.-]+:|Bearer |Basic ))[^\s"'<>]+/g;

function redactParameter(parameter: string): string {
  const [name = '', value] = parameter.split(/=(.*)/s, 2);
  if (value === undefined || shownParameters.has(name.toLowerCase())) return parameter;
  return `${name}=${mask}`;
}
