import type { Texts } from './texts.ts';

/** English. */
export const en: Texts = {
  language: 'en',
  causes: {
    NotAUrl: [
      'This is not an http or https URL.',
      'Copy the whole URL, from https:// to the last character of the signature.',
    ],
    NotSigned: [
      'The URL has no signature.',
      'Ask for a presigned URL, or find out where everything after the ? was lost.',
    ],
    AmpersandEscaped: ({ found }) => [
      `The URL contains ${found} instead of &: it was copied from HTML or XML source.`,
      'Decode the HTML entities, or copy the link itself instead of the page source.',
    ],
    BackslashEscaped: ({ found }) => [
      `The URL contains ${found}: it was copied from JSON, a log or a shell script together with its escapes.`,
      'Parse the JSON, or remove the backslash escapes.',
    ],
    WhitespaceInUrl: [
      'The URL contains spaces, line breaks or invisible characters.',
      'Copy it again in one piece: mail programs and terminals break long lines.',
    ],
    WrappedInPunctuation: ({ found }) => [
      `The text contains ${found}, which is not part of the URL.`,
      'Remove quotes, brackets and the punctuation of the sentence.',
    ],
    EncodedTwice: ({ where }) => [
      `The URL was percent-encoded a second time (${where}).`,
      'Pass the URL on unchanged: no part of a presigned URL may be encoded or decoded again.',
    ],
    FragmentInUrl: [
      'The object name contains an unescaped #. Clients send nothing after it, so the signature is lost.',
      'Write it as %23 in the URL.',
    ],
    ParameterCaseChanged: ({ name }) => [
      `The letter case of ${name} was changed after signing.`,
      'Preserve the case; some gateways, mail filters and link checkers change it.',
    ],
    SignatureCut: ({ length, expected }) => [
      `The signature has ${length} of ${expected} characters: the URL was truncated.`,
      'Copy the whole URL; check for a database column that is too short, a line break, or missing quotes in a shell.',
    ],
    SignaturePadded: ({ length, expected }) => [
      `The signature has ${length} characters instead of ${expected}: something was appended.`,
      'Remove everything after the signature.',
    ],
    PlusInSignature: [
      'The signature contains an unencoded + or a space; in a query, + means a space.',
      'Percent-encode the signature: + is %2B, / is %2F, = is %3D.',
    ],
    SecretsMasked: ({ names }) => [
      `The URL is masked: it lacks the real value of ${names}.`,
      'Use the original URL; logs and error messages mask secrets on purpose.',
    ],
    ParametersMissing: ({ names }) => [
      `The URL lacks ${names}.`,
      'Copy the whole URL, and quote it in a shell, where & ends a command.',
    ],
    ParameterRepeated: ({ name }) => [
      `The URL contains the parameter ${name} more than once, but it was signed once.`,
      'Remove the duplicate.',
    ],
    VersionsMixed: ({ found }) => [
      `The URL mixes the parameters of signature versions V4 and V1 (${found}).`,
      'Sign with one version, and use only its parameters.',
    ],

    MethodDiffers: ({ sent, signed }) => [
      signed === undefined
        ? `The request was ${sent}. Most URLs are signed for GET, and a URL is valid for one method only.`
        : `The request was ${sent}, but the URL is signed for ${signed}.`,
      signed === undefined || signed === 'GET'
        ? 'Use GET; to get only size and type, send GET with the header "Range: bytes=0-0".'
        : `Use ${signed}, or get a URL that is signed for ${sent}.`,
    ],
    HeaderNotSigned: ({ name, inTransit }) => [
      inTransit
        ? `OSS received the header ${name}, which you did not send and which is not signed: it was added in transit.`
        : `The request has the header ${name}, which is not part of the signature.`,
      name === 'content-type'
        ? 'Do not send Content-Type (fetch, axios and mini programs add it with a body or by default), or sign it.'
        : `Do not send ${name} (check proxies, gateways and interceptors, too), or sign it.`,
    ],
    SignedHeaderMissing: ({ name, value }) => [
      `The header ${name} is part of the signature, but was not sent.`,
      value === undefined ? `Send ${name} with the value that was signed.` : `Send the header ${name}: ${value}`,
    ],
    SignedHeaderChanged: ({ name, sent, signed }) => [
      signed === undefined
        ? `The header ${name} is part of the signature; the value "${sent}" that was sent may differ from the signed one.`
        : `The header ${name} was sent as "${sent}", but signed as "${signed}".`,
      signed === undefined ? `Send ${name} exactly as it was signed.` : `Send exactly this header: ${name}: ${signed}`,
    ],
    ParameterAdded: ({ name }) => [
      `The parameter ${name} was added after signing; the signature covers the whole query.`,
      `Remove ${name}: share buttons, trackers, caches and web frameworks append parameters.`,
    ],
    ParameterRemoved: ({ name }) => [
      `The URL contains the parameter ${name}, but OSS did not receive it.`,
      'Find out what drops it in transit: for example, a proxy, a CDN rule or a link shortener.',
    ],
    ParameterChanged: ({ name, sent, signed }) => [
      `The parameter ${name} arrived as "${sent}", but was signed as "${signed}".`,
      'Pass the query on unchanged; to change a value, sign a new URL.',
    ],
    KeyEncodedTwice: ({ sent, signed }) => [
      `The object name arrived as "${sent}", which is "${signed}" percent-encoded once too often.`,
      'Pass the unencoded object name to the signer, and do not encode the path of the URL again.',
    ],
    KeyNormalized: ({ sent, signed }) => [
      `The object name "${signed}" arrived as "${sent}": a URL parser collapsed ".", ".." or "//".`,
      'Send the path unchanged (curl --path-as-is), or rename the object: browsers cannot fetch such names.',
    ],
    KeyChanged: ({ sent, signed }) => [
      `The object name arrived as "${sent}", but was signed as "${signed}".`,
      'Pass the path on unchanged; in a path, + is a plus, not a space.',
    ],
    BucketDiffers: ({ sent, signed }) => [
      `The request reached the bucket "${sent}", but was signed for "${signed}".`,
      'Sign for the bucket that the host belongs to, or bind the domain to the other bucket.',
    ],
    HostRewritten: ({ sent, signed }) => [
      `The host ${signed} is part of the signature, but the request went to ${sent}.`,
      'Sign for the host that is used, instead of replacing it after signing.',
    ],

    SecretWrong: ({ tested, fits }) => [
      fits
        ? 'The signature is correct for the secret you provided, but OSS does not accept it: OSS has another secret for this access key.'
        : tested > 0
          ? `None of ${tested} recomputed signatures matches that of the URL: it was signed with another secret, or for a different request.`
          : 'What OSS received matches the URL: the URL was signed with a wrong secret, it was changed after signing, or a signed header was not sent.',
      'Check that access key ID and secret belong together, are complete and contain no spaces, and that the key was not replaced.',
    ],
    SecretHasWhitespace: [
      'The URL was signed with a space, line break or quote before or after the secret.',
      'Trim the secret after reading it: environment files and secret stores often end it with a line break.',
    ],
    AccessKeyDiffers: ({ inUrl, given }) => [
      `The URL contains the access key ${inUrl}, but the given credentials belong to ${given}.`,
      'Read access key ID and secret together from the same source.',
    ],
    AccessKeyUnknown: ({ accessKeyId }) => [
      `OSS does not know the access key ID ${accessKeyId}.`,
      'Check the ID, and whether the key was deleted; temporary keys (STS.…) also need their security token.',
    ],
    AccessKeyDisabled: [
      'The access key is disabled, or may not be used from this IP address.',
      'Enable it in the RAM console, or sign with another key.',
    ],
    TokenKeyUnknown: [
      'OSS does not know this access key for the security token: the token has expired, or the two do not belong together.',
      'Sign with new credentials, and take all three values from the same response; a long-term key has no token.',
    ],
    TokenMissing: [
      'The access key is temporary (STS), and its security token is missing.',
      'Sign with the security token, too; it becomes part of the URL.',
    ],
    TokenNotSigned: [
      'The security token was added to the URL after signing.',
      'Pass the token to the signer: it must be signed.',
    ],
    TokenInvalid: [
      'OSS does not accept the security token: it is damaged or belongs to another key.',
      'Use the token exactly as it was issued, together with its access key.',
    ],
    TokenOfOtherKey: [
      'The security token and the access key belong to different credentials.',
      'Take all three values of temporary credentials from the same response; do not refresh them separately.',
    ],
    TokenExpired: [
      'The security token of the URL has expired, and the URL with it.',
      'Sign with new credentials; for a longer validity, with a longer-lived token or a long-term key.',
    ],
    TokenTwice: [
      'The request contains the security token twice: in the URL and in a header.',
      'Remove the header x-oss-security-token.',
    ],
    TokenNameWrong: ({ found, expected }) => [
      `The security token is named ${found}, but this signature version requires ${expected}.`,
      'Sign again with the correct name; V4: x-oss-security-token, V1: security-token.',
    ],
    TokenCapsLifetime: ({ seconds }) => [
      `The URL states a lifetime of ${seconds} seconds, but is signed with a security token, which is valid for at most 12 hours.`,
      'Expect the URL to expire earlier, or sign with a long-term key.',
    ],

    RegionPrefixed: ({ region }) => [
      `The URL is signed for "${region}", which is the name of an endpoint, not a region.`,
      `Pass the region ID to the signer: ${region.replace(/^oss-/, '')}.`,
    ],
    RegionWrong: ({ signed, expected }) => [
      expected === undefined
        ? `The URL is signed for the region "${signed}", but the bucket is in another region.`
        : `The URL is signed for the region "${signed}", but the request belongs to "${expected}".`,
      `Sign with the region of the bucket${expected === undefined ? '; the console shows it' : `: ${expected}`}.`,
    ],
    ProductWrong: ({ product }) => [
      `The URL is signed for the product "${product}".`,
      'Sign for "oss", or for "oss-cloudbox" with CloudBox.',
    ],
    CredentialMalformed: [
      'x-oss-credential is missing or is not <access key ID>/<date>/<region>/oss/aliyun_v4_request.',
      'Copy the whole URL; if you sign it yourself, write the credential in this form, with / as %2F.',
    ],
    WrongEndpoint: ({ endpoint }) => [
      'The bucket is not in the region of the host name.',
      endpoint === undefined ? 'Use the endpoint of the region of the bucket.' : `Use the endpoint ${endpoint}.`,
    ],
    PathStyleForbidden: [
      'The bucket is in the path, but OSS accepts it only in the host name.',
      'Turn path style off: https://<bucket>.oss-<region>.aliyuncs.com/<key>.',
    ],
    HostForbidden: [
      'OSS allows this operation only on its standard host.',
      'Use the endpoint of the region of the bucket.',
    ],
    PublicEndpointForbidden: [
      'OSS refuses access to data through its default public domain: since 2025, this applies to new accounts in mainland China.',
      'Bind a custom domain to the bucket and sign with it (useCname, cnameEndpoint), or use the internal endpoint from within Alibaba Cloud.',
    ],
    AppPackageForbidden: [
      'OSS refuses app packages (APK and IPA files, by name or media type) on its default and acceleration domains.',
      'Sign with a custom domain that is bound to the bucket (useCname, cnameEndpoint).',
    ],
    RedirectForbidden: [
      'A redirection rule of the bucket applies to this object, but OSS follows such rules only on custom domains.',
      'Check that the object exists, or sign with a custom domain that is bound to the bucket (useCname, cnameEndpoint).',
    ],
    DomainOfOtherUser: [
      'The domain of the URL is bound to a bucket of another user.',
      'Sign with a domain that is bound to this bucket.',
    ],
    DomainNotBound: ({ host }) => [
      `The domain ${host} points to OSS, but is not bound to the bucket.`,
      'Bind the domain to the bucket in the OSS console, and sign with the custom domain as the endpoint (CNAME).',
    ],
    NoSuchBucket: ({ bucket }) => [
      `The bucket "${bucket}" does not exist.`,
      'Check its name; with a private or IP endpoint, also whether the bucket belongs in the path.',
    ],
    InvalidBucketName: ({ bucket }) => [
      `"${bucket}" is not a bucket name: usually, a domain or path was mistaken for one.`,
      'Names consist of 3 to 63 characters of a-z, 0-9 and -; on a custom domain, sign with CNAME.',
    ],

    Expired: ({ end, at, isServerClock }) => [
      `The URL expired${end === undefined ? '' : ` at ${end}`}${clockText(at, isServerClock)}.`,
      'Get a new URL; if this happens often, with a longer validity (V4: at most 7 days).',
    ],
    NotYetValid: ({ start, at, isServerClock }) => [
      `The URL is not valid ${start === undefined ? 'yet' : `until ${start}`}${clockText(at, isServerClock)}.`,
      'Set the clock of the machine that signs: OSS accepts requests at most 15 minutes early.',
    ],
    ClockSkewed: ({ requestTime, serverTime }) => [
      `The clock of the machine that signs is more than 15 minutes off${requestTime === undefined ? '' : `: it says ${requestTime}`}${serverTime === undefined ? '' : `; the clock of OSS says ${serverTime}`}.`,
      'Set the clock (NTP), or sign with the time that OSS returns.',
    ],
    ClockOff: ({ minutes }) => [
      `The clock of this machine is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'ahead of' : 'behind'} that of OSS.`,
      'Set it: URLs that are signed here start and expire at the wrong time.',
    ],
    DateMissing: ['The request has no valid date.', 'Send Date or x-oss-date as signed.'],
    SigningDateInvalid: [
      'The signing date is missing or malformed, or differs between x-oss-date and x-oss-credential.',
      'Write it in UTC as 20260102T030405Z, and its first eight characters in the credential.',
    ],
    ExpiresMissing: ['x-oss-expires is missing or empty.', 'Copy the whole URL, or sign it with a lifetime.'],
    ExpiresOutOfRange: ({ expires }) => [
      `The lifetime "${expires}" is not between 1 and 604800 seconds (7 days).`,
      'Sign for at most 7 days. The value is a number of seconds, not a time.',
    ],
    V1ExpiresInvalid: [
      'Expires is empty or not a whole number.',
      'In V1, it is the time at which the URL expires, in Unix seconds.',
    ],

    SignatureVersionUnknown: ['x-oss-signature-version is missing or unknown.', 'It must be exactly OSS4-HMAC-SHA256.'],
    V1Forbidden: [
      'OSS no longer accepts signature V1 from this account or for this bucket.',
      'Sign with V4, which also needs the region.',
    ],
    TwoSignatures: [
      'The request has two signatures: one in the URL and one in the Authorization header.',
      'Do not send Authorization with a presigned URL; HTTP clients and gateways may add it automatically.',
    ],
    AuthorizationMalformed: ['OSS cannot read the Authorization header.', 'Do not send it with a presigned URL.'],
    AdditionalHeaderMissing: ({ name }) => [
      `The signature lists ${name === '' ? 'a header' : `the header ${name}`}, but the request lacks it.`,
      'Send every header that x-oss-additional-headers lists, exactly as it was signed.',
    ],
    AdditionalHeadersMalformed: [
      'The list of additional headers is empty or contains a name that OSS does not accept.',
      'Omit the empty list; names must not contain underscores.',
    ],
    SignatureDoesNotMatch: [
      'The signature that OSS computed differs from that of the URL.',
      'Compare method, headers and query with those that were signed.',
    ],
    AccessDenied: [
      'OSS uses this code for many causes: the URL expired, a permission is missing, or the host belongs to another region.',
      'Look up the EC of the response, and read its message.',
    ],

    NoPermission: [
      'The signature is valid, but the identity that signed has no permission for this operation.',
      'Grant it oss:GetObject (for downloads) on this object, and check for policies that deny it.',
    ],
    NoPermissionByBucketPolicy: [
      'The signature is valid, but the bucket policy denies the request.',
      'Check the bucket policy for a Deny, and for conditions on IP address, VPC or HTTPS.',
    ],
    NoPermissionByRamPolicy: ({ isExplicit }) => [
      `The signature is valid, but ${isExplicit ? 'a RAM policy denies the request' : `no RAM policy allows the request${isExplicit === undefined ? ', or one denies it' : ''}`}.`,
      isExplicit
        ? 'Look for the Deny in the RAM policies of the user or role that signs.'
        : 'Attach a RAM policy that allows oss:GetObject to the user or role that signs; also check the session policy of STS.',
    ],
    NoPermissionBySessionPolicy: [
      'The signature is valid, but the policies of the temporary credentials do not allow this operation.',
      'Allow oss:GetObject (for downloads) both to the role and in the session policy that was passed to AssumeRole.',
    ],
    NoPermissionByVpcPolicy: [
      'The signature is valid, but the policy of the VPC endpoint denies the request.',
      'Allow the bucket in that policy, or send the request from outside the VPC.',
    ],
    NoPermissionByKms: [
      'The signature is valid, but KMS does not let the identity that signed use the key that encrypts the object.',
      'Grant it kms:Decrypt for that key, and kms:GenerateDataKey for uploads.',
    ],
    RefererDenied: [
      'The hotlink protection of the bucket does not allow the Referer of the request, or its absence.',
      'Send a Referer that the bucket allows, or allow an empty Referer: pages with referrerPolicy "no-referrer" and most programs send none.',
    ],
    PostPolicyRefused: [
      'The policy of a form upload (PostObject) has expired, or the form does not comply with it.',
      'Create a new policy for the form; it is not part of a presigned URL.',
    ],
    AnonymousForbidden: [
      'OSS received no signature, and the object is private.',
      'Check that the whole query reaches OSS.',
    ],
    RequesterPays: [
      'The bucket is set to pay-by-requester, and the request does not agree to pay.',
      'Sign the header x-oss-request-payer: requester, and send it.',
    ],
    AccountDisabled: [
      'OSS is disabled for the account because of an overdue payment or for security reasons.',
      'The owner can find the reason in the bills and messages of the console.',
    ],
    AccountInDebt: ['A payment of the account is overdue.', 'The owner must pay it.'],
    BucketDisabled: [
      'The bucket is disabled for security reasons.',
      'The owner can find the reason in the messages of the console.',
    ],
    BucketOwnerDisabled: [
      'The account that owns the bucket is closed or restricted, or has an overdue payment.',
      'The owner must resolve this in the console.',
    ],
    NoSuchKey: ({ key }) => [
      `The object "${key}" does not exist.`,
      'Check its name: it is case-sensitive, not percent-encoded, and has no leading slash.',
    ],
    ObjectDeleted: ({ key }) => [
      `The object "${key}" was deleted; the bucket has versioning, so older versions may still exist.`,
      'Sign with the version ID of an older version, or remove the delete marker.',
    ],
    NoSuchVersion: ['The object has no such version.', 'Check the version ID.'],
    VersionIdEmpty: ['versionId is empty.', 'Sign with a version ID, or without the parameter.'],
    VersioningOff: ['The URL contains a version ID, but the bucket has no versioning.', 'Sign without versionId.'],
    VersionIsDeleteMarker: ['This version is a delete marker, which has no content.', 'Choose the version before it.'],
    MethodNotAllowed: [
      'OSS does not accept this method for this resource.',
      'Use the method that the URL is signed for.',
    ],
    ObjectArchived: [
      'The object is archived.',
      'Restore it (RestoreObject) and wait until it is restored, or allow real-time access of Archive objects for the bucket.',
    ],
    RestoreInProgress: ['The object is being restored.', 'Wait: minutes for Archive, hours for Cold Archive.'],
    SymlinkTargetMissing: [
      'The object is a symbolic link, and its target does not exist.',
      'Restore the target, or recreate the link.',
    ],
    SymlinkTargetInvalid: [
      'The object is a symbolic link that points to another symbolic link.',
      'Make it point to a normal object.',
    ],
    ObjectExists: [
      'The object exists, and overwriting it is forbidden.',
      'Choose another name, or sign without x-oss-forbid-overwrite.',
    ],
    DigestInvalid: ['The MD5 of the body differs from Content-MD5.', 'Send exactly the body that was signed.'],
    ContentTypeOverride: [
      'The URL overrides the Content-Type of the response (response-content-type), which OSS refuses.',
      'Sign without it; set the Content-Type of the object, or use response-content-disposition.',
    ],
    OverrideByAnonymous: [
      'response-* parameters require a signature, and OSS received none.',
      'Use the whole presigned URL.',
    ],
    TrafficLimitTwice: [
      'The request contains the traffic limit twice: in the URL and in a header.',
      'Remove the header.',
    ],
    TrafficLimitInvalid: [
      'x-oss-traffic-limit is not between 819200 and 838860800.',
      'The value is in bits per second: 819200 is 100 KB/s.',
    ],
    RangeInvalid: [
      'The range begins after the end of the object.',
      'Get the size first: "Range: bytes=0-0" returns it in Content-Range.',
    ],
    TooManyRanges: ['The request contains too many ranges.', 'Request one range at a time.'],
    PreconditionFailed: ({ condition }) => [
      `A condition of the request is not met${condition === undefined ? '' : `: ${condition}`}. Usually, the object has changed.`,
      'Start again with the current object.',
    ],
    NotModified: [
      'The object is the same as the one that the client already has.',
      'This is not an error; to download it anyway, omit If-None-Match and If-Modified-Since.',
    ],
    NoSuchUpload: ['The multipart upload does not exist, was completed, or was aborted.', 'Start a new one.'],
    CompleteAllWithBody: ['x-oss-complete-all and a list of parts cannot be used together.', 'Send only one of them.'],
    CallbackFailed: [
      'The object was stored, but the callback to your server failed.',
      'Check the response of the callback server; OSS requires JSON with status 200.',
    ],
    CorsForbidden: [
      'The browser sent a preflight request, and no CORS rule of the bucket allows it.',
      'Add a CORS rule with the origin, the method and all headers of the request.',
    ],
    ForcedDownload: [
      'OSS makes browsers download the object instead of displaying it, because the URL uses the default domain.',
      'Use a custom domain that is bound to the bucket.',
    ],
    RateLimited: ['OSS received too many requests.', 'Slow down, and retry with increasing delays.'],
    Throttled: ['OSS is limiting traffic or requests.', 'Slow down, and retry with increasing delays.'],
    RequestTimeout: [
      'The request timed out at OSS.',
      'Try again; check for a slow connection, and for a Content-Length greater than the length of the body.',
    ],
    InternalError: ['OSS had an internal error.', 'Try again; if it persists, give the request ID to OSS support.'],
    InvalidArgument: ({ name }) => [
      `OSS does not accept a parameter or header of the request${name === undefined ? '' : `: ${name}`}.`,
      'Look up the EC of the response, and sign again without it or with another value.',
    ],
    Refused: ({ status, code }) => [
      `OSS refused the request${status === undefined ? '' : ` with status ${status}`}${code === undefined ? '' : ` (${code})`}.`,
      'Look up the EC or the request ID of the response at https://api.aliyun.com/troubleshoot.',
    ],
  },
  overrides: {
    'response-header': 'sets this header of the response',
    'response-content-type': 'refused by OSS: the Content-Type of a response can no longer be changed',
    'x-oss-process': 'processes the object; returns the result, without a CRC-64 of the object',
    versionId: 'reads this version of the object',
    'x-oss-traffic-limit': 'limits this connection, in bits per second',
    callback: 'makes OSS call a server after an upload',
    upload: 'belongs to a multipart upload',
    'sub-resource': 'requests something other than the content of the object',
  },
  hosts: {
    'virtual-hosted': 'virtual-hosted',
    'path-style': 'path-style',
    'custom-domain': 'custom domain',
    public: 'public endpoint',
    internal: 'internal endpoint',
    accelerate: 'acceleration endpoint',
    'dual-stack': 'dual-stack endpoint',
    'cloud-box': 'CloudBox endpoint',
    other: 'other endpoint',
  },
  labels: {
    version: 'Signature',
    none: 'none',
    method: 'Method',
    methodUnknown: 'not in the URL; it was signed for one method, usually GET',
    bucket: 'Bucket',
    key: 'Object',
    host: 'Host',
    region: 'Region',
    unknown: 'not in the URL',
    accessKeyId: 'Access key',
    scope: 'Scope',
    validFrom: 'Valid from',
    validUntil: 'Valid until',
    timeLeft: 'Time left',
    expired: 'expired',
    notYetValid: 'not yet valid',
    token: 'Security token',
    tokenPresent: 'present: the URL expires with it, perhaps earlier than stated',
    tokenAbsent: 'none',
    signedHeaders: 'Signed headers',
    signedHeadersDefault: 'x-oss-*, Content-Type and Content-MD5, if any were signed: the URL does not list them',
    overrides: 'Parameters',
    defects: 'Damage',
    repaired: 'Repaired URL',
    fix: 'Fix',
    proven: 'proven',
    signed: 'signed',
    received: 'received',
    nothingFound: 'No problem was found.',
  },
};

function clockText(at: string | undefined, isServerClock: boolean): string {
  return at === undefined ? '' : `; ${isServerClock ? 'the clock of OSS' : 'the clock of this machine'} says ${at}`;
}
