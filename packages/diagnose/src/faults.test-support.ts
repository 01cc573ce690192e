import {
  type Attempt,
  account,
  bucket,
  type Fault,
  goodAttempt,
  NOW,
  otherTemporary,
  rotated,
  signAttempt,
  temporary,
} from './corpus.test-support.ts';

type Change = Fault['change'];

const minutesPerDay = 1440;
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
/** Changes the URL that the recipient uses, after all previous changes. */
const url =
  (edit: (url: string) => string): Change =>
  (attempt) => ({ ...attempt, url: (text) => edit(attempt.url(text)) });
const inTransit =
  (edit: (url: string) => string): Change =>
  (attempt) => ({ ...attempt, inTransit: (text) => edit(attempt.inTransit(text)) });
const sign =
  (input: Attempt['sign']): Change =>
  (attempt) => ({ ...attempt, sign: { ...attempt.sign, ...input } });
const send =
  (headers: Attempt['headers']): Change =>
  (attempt) => ({ ...attempt, headers: { ...attempt.headers, ...headers } });
const addInTransit =
  (headers: Attempt['headers']): Change =>
  (attempt) => ({ ...attempt, addedHeaders: { ...attempt.addedHeaders, ...headers } });
const method =
  (name: string): Change =>
  (attempt) => ({ ...attempt, method: name });
const sendAt =
  (sentAt: Date): Change =>
  (attempt) => ({ ...attempt, sentAt });
const diagnoseWith =
  (diagnoseWithThese: Attempt['diagnoseWith']): Change =>
  (attempt) => ({ ...attempt, diagnoseWith: diagnoseWithThese });
const all =
  (...changes: readonly Change[]): Change =>
  (attempt) =>
    changes.reduce((changed, change) => change(changed), attempt);

const append =
  (text: string): ((url: string) => string) =>
  (whole) =>
    `${whole}${text}`;
const replace =
  (from: string | RegExp, to: string): ((url: string) => string) =>
  (whole) =>
    whole.replace(from, to);
const v1 = sign({ version: 'V1' });
const withToken = all(sign({ credentials: temporary }), diagnoseWith(temporary));
const region = (name: string): Change => sign({ region: name });

/** A lifetime whose V1 signature contains a plus. */
function lifetimeWithPlus(): number {
  let seconds = 900;
  while (!signAttempt({ ...goodAttempt, sign: { version: 'V1', expiresInSeconds: seconds } }).includes('%2B'))
    seconds += 1;
  return seconds;
}

/** Each breaks a working download in one known way. */
export const faults: readonly Fault[] = [
  // Copying
  { name: 'HTML entities', change: url((text) => text.replaceAll('&', '&amp;')), expected: 'AmpersandEscaped' },
  { name: 'numeric HTML entities', change: url((text) => text.replaceAll('&', '&#38;')), expected: 'AmpersandEscaped' },
  {
    name: 'HTML entities, V1',
    change: all(
      v1,
      url((text) => text.replaceAll('&', '&amp;')),
    ),
    expected: 'AmpersandEscaped',
  },
  { name: 'JSON escapes', change: url((text) => text.replaceAll('&', '\\u0026')), expected: 'BackslashEscaped' },
  { name: 'shell escapes', change: url((text) => text.replaceAll('&', '\\&')), expected: 'BackslashEscaped' },
  { name: 'signature cut by a column', change: url((text) => text.slice(0, -10)), expected: 'SignatureCut' },
  { name: 'last character lost', change: url((text) => text.slice(0, -1)), expected: 'SignatureCut' },
  { name: 'signature cut, V1', change: all(v1, url(replace(/(Signature=.{10}).*/, '$1'))), expected: 'SignatureCut' },
  { name: 'a full stop after it', change: url(append('.')), expected: 'WrappedInPunctuation' },
  { name: 'a bracket after it', change: url(append(')')), expected: 'WrappedInPunctuation' },
  { name: 'in angle brackets', change: url((text) => `<${text}>`), expected: 'WrappedInPunctuation' },
  { name: 'in quotes', change: url((text) => `"${text}"`), expected: 'WrappedInPunctuation' },
  { name: 'a Chinese full stop after it', change: url(append('。')), expected: 'WrappedInPunctuation' },
  { name: 'text appended', change: url(append('download')), expected: 'SignaturePadded' },
  {
    name: 'a line break in the signature',
    change: url((text) => `${text.slice(0, -20)} ${text.slice(-20)}`),
    expected: 'WhitespaceInUrl',
  },
  {
    name: 'a line break in the middle',
    change: url(replace('x-oss-date', '\n  x-oss-date')),
    expected: 'WhitespaceInUrl',
  },
  { name: 'unquoted in a shell', change: url((text) => text.split('&')[0] ?? ''), expected: 'ParametersMissing' },
  {
    name: 'unquoted in a shell, V1',
    change: all(
      v1,
      url((text) => text.split('&')[0] ?? ''),
    ),
    expected: 'ParametersMissing',
  },
  { name: 'query lost', change: url((text) => text.split('?')[0] ?? ''), expected: 'NotSigned' },
  {
    name: 'masked by a log',
    change: url(replace(/x-oss-signature=.*/, 'x-oss-signature=****')),
    expected: 'SecretsMasked',
  },
  {
    name: 'masked credential',
    change: url(replace(/x-oss-credential=[^&]*/, 'x-oss-credential=***')),
    expected: 'SecretsMasked',
  },
  { name: 'encoded twice', change: url((text) => text.replaceAll('%', '%25')), expected: 'EncodedTwice' },
  { name: 'encoded twice, V1 signature', change: all(v1, url(replace(/%3D$/, '%253D'))), expected: 'EncodedTwice' },
  {
    name: 'bare # in the key',
    change: all(sign({ key: 'a#b.txt' }), url(replace('%23', '#'))),
    expected: 'FragmentInUrl',
  },
  {
    name: 'names in upper case',
    change: url((text) => text.replaceAll('x-oss-', 'X-Oss-')),
    expected: 'ParameterCaseChanged',
  },
  {
    name: 'signature in upper case',
    change: url((text) => text.replace(/[0-9a-f]{64}$/, (signature) => signature.toUpperCase())),
    expected: 'ParameterCaseChanged',
  },
  {
    name: 'plus in a V1 signature',
    change: all(
      v1,
      sign({ expiresInSeconds: lifetimeWithPlus() }),
      url((text) => text.replace(/%2B(?=[^&]*$)/g, '+')),
    ),
    expected: 'PlusInSignature',
  },

  // Parameters
  { name: 'a tracker', change: url(append('&utm_source=mail')), expected: 'ParameterAdded' },
  { name: 'a cache buster', change: url(append('&_=1700000000')), expected: 'ParameterAdded' },
  { name: 'a parameter of the application', change: url(append('&download=1')), expected: 'ParameterAdded' },
  { name: 'a parameter added in transit', change: inTransit(append('&token_id=7')), expected: 'ParameterAdded' },
  {
    name: 'a parameter dropped in transit',
    change: all(
      sign({ query: [['response-cache-control', 'no-cache']] }),
      inTransit(replace('response-cache-control=no-cache&', '')),
    ),
    expected: 'ParameterRemoved',
  },
  {
    name: 'a value re-encoded in transit',
    change: all(
      sign({ query: [['response-content-disposition', 'attachment; filename="a b"']] }),
      inTransit(replace('%20filename', '%2520filename')),
    ),
    expected: 'ParameterChanged',
  },
  {
    name: 'an override by hand',
    change: url(append('&response-cache-control=no-cache')),
    expected: 'ParameterAdded',
    withoutSecret: null,
  },
  {
    name: 'an override by hand, V1',
    change: all(v1, url(append('&response-cache-control=no-cache'))),
    expected: 'ParameterAdded',
    withoutSecret: null,
  },
  {
    name: 'a longer lifetime by hand',
    change: url(replace('x-oss-expires=900', 'x-oss-expires=604800')),
    expected: 'ParameterChanged',
    withoutSecret: null,
  },
  {
    name: 'another Expires by hand, V1',
    change: all(v1, url(replace(/Expires=\d+/, 'Expires=4102444800'))),
    expected: 'ParameterChanged',
    withoutSecret: null,
  },
  {
    name: 'a longer lifetime by hand, V1',
    change: all(
      v1,
      sign({ now: later(-40 * minutesPerDay), expiresInSeconds: 86_400 }),
      url((text) => text.replace(/(?<=Expires=)\d+/, (end) => String(Number(end) - 86_400 + 31_536_000))),
    ),
    expected: 'ParameterChanged',
    withoutSecret: null,
  },
  {
    name: 'Expires changed in transit, V1',
    change: all(v1, inTransit(replace(/Expires=\d+/, 'Expires=4102444800'))),
    expected: 'ParameterChanged',
  },
  {
    name: 'a file name changed by hand',
    change: all(
      sign({ query: [['response-content-disposition', 'attachment; filename=a+b']] }),
      url(replace('a%2Bb', 'a+b')),
    ),
    expected: 'ParameterChanged',
    withoutSecret: null,
  },
  {
    name: 'repeated parameter',
    change: url((text) => `${text}&${/x-oss-date=[^&]*/.exec(text)?.[0]}`),
    expected: 'ParameterRepeated',
  },

  // Method and headers
  { name: 'HEAD on a GET URL', change: method('HEAD'), expected: 'MethodDiffers' },
  { name: 'HEAD on a GET URL, V1', change: all(v1, method('HEAD')), expected: 'MethodDiffers' },
  { name: 'PUT on a GET URL', change: method('PUT'), expected: 'MethodDiffers' },
  { name: 'GET on a PUT URL', change: sign({ method: 'PUT' }), expected: 'MethodDiffers', withoutSecret: null },
  {
    name: 'Content-Type by the client',
    change: send({ 'content-type': 'application/json' }),
    expected: 'HeaderNotSigned',
  },
  {
    name: 'Content-Type by the client, V1',
    change: all(v1, send({ 'content-type': 'application/json' })),
    expected: 'HeaderNotSigned',
  },
  { name: 'x-oss header by the client', change: send({ 'x-oss-trace': '1' }), expected: 'HeaderNotSigned' },
  {
    name: 'x-oss header by a proxy',
    change: addInTransit({ 'x-oss-forwarded': 'gateway' }),
    expected: 'HeaderNotSigned',
  },
  {
    name: 'Content-Type by a proxy',
    change: addInTransit({ 'content-type': 'text/html' }),
    expected: 'HeaderNotSigned',
  },
  {
    name: 'hash of the body by a proxy',
    change: addInTransit({ 'x-oss-content-sha256': 'UNSIGNED-PAYLOAD' }),
    expected: 'HeaderNotSigned',
  },
  {
    name: 'range behaviour not signed',
    change: send({ 'x-oss-range-behavior': 'standard' }),
    expected: 'HeaderNotSigned',
  },
  {
    name: 'a signed header forgotten',
    change: sign({ headers: { 'x-oss-request-payer': 'requester' } }),
    expected: 'SignedHeaderMissing',
    withoutSecret: null,
  },
  {
    name: 'a signed header dropped in transit',
    change: all(
      sign({ headers: { 'x-oss-range-behavior': 'standard' } }),
      send({ 'x-oss-range-behavior': 'standard' }),
      (attempt) => ({ ...attempt, droppedHeaders: ['x-oss-range-behavior'] }),
    ),
    expected: 'SignedHeaderMissing',
  },
  {
    name: 'a signed Content-Type changed',
    change: all(
      sign({ method: 'PUT', headers: { 'content-type': 'text/plain' } }),
      method('PUT'),
      send({ 'content-type': 'text/plain;charset=UTF-8' }),
    ),
    expected: 'SignedHeaderChanged',
    withoutSecret: null,
  },
  {
    name: 'an additional header missing',
    change: sign({ headers: { range: 'bytes=0-1' }, additionalHeaders: ['range'] }),
    expected: 'AdditionalHeaderMissing',
  },
  {
    name: 'the signed host replaced',
    change: all(
      sign({ headers: { host: `${bucket}.oss-cn-hangzhou-internal.aliyuncs.com` }, additionalHeaders: ['host'] }),
      url(replace('-internal', '')),
    ),
    expected: 'HostRewritten',
    withoutSecret: 'SignedHeaderChanged',
  },
  {
    name: 'two signatures',
    change: send({ authorization: 'OSS LTAI5tCanaryKeyId:Y2FuYXJ5LWF1dGhvcml6YXRpb24=' }),
    expected: 'TwoSignatures',
  },

  // Object names
  {
    name: 'key encoded twice in transit',
    change: all(sign({ key: 'a b.txt' }), inTransit(replace('a%20b', 'a%2520b'))),
    expected: 'KeyEncodedTwice',
  },
  {
    name: 'key encoded twice in the URL',
    change: all(sign({ key: 'a b.txt' }), url(replace('a%20b', 'a%2520b'))),
    expected: 'KeyEncodedTwice',
  },
  {
    name: 'key encoded twice in the URL, V1',
    change: all(v1, sign({ key: 'a b.txt' }), url(replace('a%20b', 'a%2520b'))),
    expected: 'KeyEncodedTwice',
  },
  { name: 'key encoded before it was signed', change: sign({ key: 'ä%20b.txt' }), expected: 'NoSuchKey' },
  {
    name: 'dot segments collapsed',
    change: all(sign({ key: 'a/../b.txt' }), inTransit(replace('/a/../', '/'))),
    expected: 'KeyNormalized',
  },
  {
    name: 'double slash collapsed',
    change: all(sign({ key: 'a//b.txt' }), inTransit(replace('a//b', 'a/b'))),
    expected: 'KeyNormalized',
  },
  {
    name: 'plus for a space in the path',
    change: all(sign({ key: 'a b.txt' }), url(replace('a%20b', 'a+b'))),
    expected: 'KeyChanged',
  },
  {
    name: 'decomposed umlaut',
    change: all(sign({ key: 'ä.txt' }), url(replace('%C3%A4', 'a%CC%88'))),
    expected: 'KeyChanged',
    withoutSecret: null,
  },
  {
    name: 'leading slash added',
    change: url(replace('/report', '//report')),
    expected: 'KeyChanged',
    withoutSecret: null,
  },
  { name: 'no such object', change: sign({ key: 'missing.pdf' }), expected: 'NoSuchKey' },

  // Region, endpoint and bucket
  { name: 'another region', change: region('cn-shanghai'), expected: 'RegionWrong' },
  {
    name: 'endpoint for a region',
    change: url(replace('%2Fcn-hangzhou%2F', '%2Foss-cn-hangzhou%2F')),
    expected: 'RegionPrefixed',
  },
  { name: 'region without its country', change: region('hangzhou'), expected: 'RegionWrong' },
  {
    name: 'region changed after signing',
    change: all(region('cn-shanghai'), url(replace('%2Fcn-shanghai%2F', '%2Fcn-hangzhou%2F'))),
    expected: 'RegionWrong',
    withoutSecret: null,
  },
  { name: 'product of S3', change: all(sign({ product: 's3' })), expected: 'ProductWrong' },
  {
    name: 'product of CloudBox',
    change: all(sign({ product: 'oss-cloudbox' }), url(replace('%2Foss-cloudbox%2F', '%2Foss%2F'))),
    expected: 'ProductWrong',
    withoutSecret: null,
  },
  {
    name: 'bucket of another region',
    change: sign({
      bucket: 'otherbucket',
      baseUrl: 'http://otherbucket.oss-cn-hangzhou.aliyuncs.com',
      region: 'cn-hangzhou',
    }),
    expected: 'WrongEndpoint',
  },
  {
    name: 'path style on a public host',
    change: url(replace(`//${bucket}.oss-cn-hangzhou.aliyuncs.com`, `//oss-cn-hangzhou.aliyuncs.com/${bucket}`)),
    expected: 'PathStyleForbidden',
  },
  {
    name: 'domain that is not bound',
    change: all(sign({ baseUrl: 'http://files.example.com' }), (attempt) => ({ ...attempt, signed: { bucket } })),
    expected: 'DomainNotBound',
  },
  {
    name: 'domain of another bucket',
    change: all(sign({ baseUrl: 'http://static.example.com' }), (attempt) => ({ ...attempt, signed: { bucket } })),
    expected: 'BucketDiffers',
  },
  {
    name: 'no such bucket',
    change: sign({ bucket: 'no-such-bucket', baseUrl: 'http://no-such-bucket.oss-cn-hangzhou.aliyuncs.com' }),
    expected: 'NoSuchBucket',
  },
  {
    name: 'bucket name with an underscore',
    change: sign({ bucket: 'no_bucket', baseUrl: 'http://no_bucket.oss-cn-hangzhou.aliyuncs.com' }),
    expected: 'InvalidBucketName',
  },

  // Time
  { name: 'expired', change: sendAt(later(16)), expected: 'Expired' },
  { name: 'expired, V1', change: all(v1, sendAt(later(16))), expected: 'Expired' },
  { name: 'clock of the signer ahead', change: sign({ now: later(30) }), expected: 'NotYetValid' },
  {
    name: 'more than seven days',
    change: url(replace('x-oss-expires=900', 'x-oss-expires=604801')),
    expected: 'ExpiresOutOfRange',
  },
  { name: 'no lifetime', change: url(replace('x-oss-expires=900', 'x-oss-expires=')), expected: 'ExpiresMissing' },
  {
    name: 'a date for Expires, V1',
    change: all(v1, url(replace(/Expires=\d+/, 'Expires=tomorrow'))),
    expected: 'V1ExpiresInvalid',
  },
  {
    name: 'a malformed date',
    change: url(replace(/x-oss-date=\d+T\d+Z/, 'x-oss-date=2026-03-04')),
    expected: 'SigningDateInvalid',
  },

  // Credentials
  {
    name: 'wrong secret',
    change: sign({ credentials: { ...account, accessKeySecret: 'canary-mistaken-secret' } }),
    expected: 'SecretWrong',
  },
  {
    name: 'wrong secret, V1',
    change: all(v1, sign({ credentials: { ...account, accessKeySecret: 'canary-mistaken-secret' } })),
    expected: 'SecretWrong',
  },
  {
    name: 'secret that was replaced',
    change: all(sign({ credentials: rotated }), diagnoseWith(rotated)),
    expected: 'SecretWrong',
  },
  {
    name: 'secret with a line break',
    change: sign({ credentials: { ...account, accessKeySecret: `${account.accessKeySecret}\n` } }),
    expected: 'SecretHasWhitespace',
    withoutSecret: 'SecretWrong',
  },
  {
    name: 'secret with a space, V1',
    change: all(v1, sign({ credentials: { ...account, accessKeySecret: `${account.accessKeySecret} ` } })),
    expected: 'SecretHasWhitespace',
    withoutSecret: 'SecretWrong',
  },
  {
    name: 'secret of another key',
    change: all(sign({ credentials: { ...account, accessKeySecret: rotated.accessKeySecret } }), diagnoseWith(rotated)),
    expected: 'AccessKeyDiffers',
    withoutSecret: 'SecretWrong',
  },
  {
    name: 'unknown access key',
    change: sign({ credentials: { ...account, accessKeyId: 'LTAI5tUnknownKeyId' } }),
    expected: 'AccessKeyUnknown',
  },
  {
    name: 'temporary key without token',
    change: all(sign({ credentials: { ...temporary, securityToken: undefined } }), diagnoseWith(temporary)),
    expected: 'TokenMissing',
  },
  {
    name: 'token of another pair',
    change: all(
      sign({ credentials: { ...temporary, securityToken: otherTemporary.securityToken } }),
      diagnoseWith(temporary),
    ),
    expected: 'TokenOfOtherKey',
  },
  {
    name: 'token damaged',
    change: all(sign({ credentials: { ...temporary, securityToken: 'CAISCanaryCutOff' } }), diagnoseWith(temporary)),
    expected: 'TokenInvalid',
  },
  {
    name: 'token expired',
    change: sign({
      credentials: {
        accessKeyId: 'STS.NUExpired',
        accessKeySecret: 'canary-expired-secret',
        securityToken: 'canary-expired-token',
      },
    }),
    expected: 'TokenExpired',
  },
  {
    name: 'token in URL and header',
    change: all(withToken, send({ 'x-oss-security-token': temporary.securityToken ?? '' })),
    expected: 'TokenTwice',
  },
  {
    name: 'token added after signing',
    change: all(
      sign({ credentials: { ...temporary, securityToken: undefined } }),
      diagnoseWith(temporary),
      url(
        replace(
          '&x-oss-signature=',
          `&x-oss-security-token=${encodeURIComponent(temporary.securityToken ?? '')}&x-oss-signature=`,
        ),
      ),
    ),
    expected: 'TokenNotSigned',
    withoutSecret: null,
  },
  {
    name: 'token under its V1 name',
    change: all(withToken, url(replace('x-oss-security-token', 'security-token'))),
    expected: 'TokenNameWrong',
  },

  // Signature parameters
  {
    name: 'V1 parameters in a V4 URL',
    change: url(append('&OSSAccessKeyId=LTAI5tCanaryKeyId')),
    expected: 'VersionsMixed',
  },
  {
    name: 'V4 signature under its V1 name',
    change: url(replace('x-oss-signature=', 'Signature=')),
    expected: 'VersionsMixed',
  },
  {
    name: 'unknown signature version',
    change: url(replace('OSS4-HMAC-SHA256', 'OSS2-HMAC-SHA256')),
    expected: 'SignatureVersionUnknown',
  },
  {
    name: 'credential with four parts',
    change: url(replace('%2Faliyun_v4_request', '')),
    expected: 'CredentialMalformed',
  },
  {
    name: 'empty list of additional headers',
    change: url(append('&x-oss-additional-headers=')),
    expected: 'AdditionalHeadersMalformed',
  },

  // Refusals of requests with a valid signature, and other responses
  {
    name: 'no permission',
    change: sign({ credentials: { accessKeyId: 'LTAI5tNoRights', accessKeySecret: 'canary-powerless-secret' } }),
    expected: 'NoPermission',
  },
  {
    name: 'account disabled',
    change: sign({ credentials: { accessKeyId: 'LTAI5tDisabled', accessKeySecret: 'canary-disabled-secret' } }),
    expected: 'AccountDisabled',
  },
  {
    name: 'requester pays',
    change: sign({ bucket: 'payer', baseUrl: 'http://payer.oss-cn-hangzhou.aliyuncs.com' }),
    expected: 'RequesterPays',
  },
  {
    name: 'content type override',
    change: sign({ query: [['response-content-type', 'text/html']] }),
    expected: 'ContentTypeOverride',
  },
  {
    name: 'traffic limit too low',
    change: sign({ query: [['x-oss-traffic-limit', '100']] }),
    expected: 'TrafficLimitInvalid',
  },
  {
    name: 'range after the end',
    change: all(
      sign({ headers: { 'x-oss-range-behavior': 'standard' } }),
      send({ 'x-oss-range-behavior': 'standard', range: 'bytes=100-' }),
    ),
    expected: 'RangeInvalid',
  },
  { name: 'failed precondition', change: send({ 'if-match': '"0"' }), expected: 'PreconditionFailed' },
  {
    name: 'not modified',
    change: send({ 'if-none-match': '"9A0364B9E99BB480DD25E1F0284C8555"' }),
    expected: 'NotModified',
  },
];
