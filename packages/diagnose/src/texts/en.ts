import type { Texts } from './texts.ts';

/** English. */
export const en: Texts = {
  language: 'en',
  causes: {
    NotAUrl: [
      'This is no http or https URL.',
      'Copy the whole URL, from https:// to the last character of the signature.',
    ],
    NotSigned: [
      'The URL carries no signature.',
      'Ask for a presigned URL, or check where everything behind the ? was lost.',
    ],
    AmpersandEscaped: ({ found }) => [
      `The URL holds ${found} where a & belongs: it was copied out of HTML or XML source.`,
      'Decode the HTML entities, or copy the link itself instead of the source of the page.',
    ],
    BackslashEscaped: ({ found }) => [
      `The URL holds ${found}: it was copied out of JSON, a log or a shell script with its escapes.`,
      'Parse the JSON, or take the backslash escapes out.',
    ],
    WhitespaceInUrl: [
      'There are blanks, line breaks or invisible characters inside the URL.',
      'Copy it again in one piece: mail programs and terminals break long lines.',
    ],
    WrappedInPunctuation: ({ found }) => [
      `Around the URL stands ${found}, which is not part of it.`,
      'Leave out quotes, brackets and the punctuation of the sentence.',
    ],
    EncodedTwice: ({ where }) => [
      `The URL was percent-encoded a second time (${where}).`,
      'Pass the URL on as it is: nothing in a presigned URL may be encoded or decoded again.',
    ],
    FragmentInUrl: [
      'A bare # stands in the object name: clients send nothing that follows it, so the signature is lost.',
      'Write it as %23 in the URL.',
    ],
    ParameterCaseChanged: ({ name }) => [
      `${name} is not written as it was signed: upper and lower case were changed.`,
      'Keep upper and lower case; some gateways, mail filters and lower-casing link checkers change it.',
    ],
    SignatureCut: ({ length, expected }) => [
      `The signature has ${length} of ${expected} characters: the URL was cut off.`,
      'Copy the URL whole; look for a column that is too short, a line break, or a shell without quotes.',
    ],
    SignaturePadded: ({ length, expected }) => [
      `The signature has ${length} instead of ${expected} characters: something was appended.`,
      'End the URL after the signature.',
    ],
    PlusInSignature: [
      'The signature holds a bare + or a space; in a query, + means a space.',
      'Percent-encode the signature: + is %2B, / is %2F, = is %3D.',
    ],
    SecretsMasked: ({ names }) => [
      `The URL was masked: ${names} does not hold the real value.`,
      'Use the original URL; logs and error messages show masked ones on purpose.',
    ],
    ParametersMissing: ({ names }) => [
      `The URL lacks ${names}.`,
      'Copy the URL whole, and quote it in a shell, where & ends a command.',
    ],
    ParameterRepeated: ({ name }) => [
      `The parameter ${name} is there more than once, and what was signed has it once.`,
      'Leave the second one out.',
    ],
    VersionsMixed: ({ found }) => [
      `The URL mixes signature versions V4 and V1 (${found}).`,
      'Sign with one version, and use its own parameters only.',
    ],

    MethodDiffers: ({ sent, signed }) => [
      signed === undefined
        ? `The request was ${sent}; most URLs are signed for GET, and a URL is good for one method only.`
        : `The request was ${sent}, and the URL is signed for ${signed}.`,
      signed === undefined || signed === 'GET'
        ? 'Use GET; to learn size and type, send GET with the header "Range: bytes=0-0".'
        : `Use ${signed}, or have a URL signed for ${sent}.`,
    ],
    HeaderNotSigned: ({ name, inTransit }) => [
      inTransit
        ? `OSS received the header ${name}, which you did not send and which is not signed: something on the way adds it.`
        : `The request has the header ${name}, which is not part of the signature.`,
      name === 'content-type'
        ? 'Do not send Content-Type (fetch, axios and mini programs add it with a body or by default), or have it signed.'
        : `Do not send ${name} (look at proxies, gateways and interceptors too), or have it signed.`,
    ],
    SignedHeaderMissing: ({ name, value }) => [
      `The header ${name} is part of the signature and was not sent.`,
      value === undefined ? `Send ${name} with the value that was signed.` : `Send it: ${name}: ${value}`,
    ],
    SignedHeaderChanged: ({ name, sent, signed }) => [
      signed === undefined
        ? `The header ${name} is part of the signature; it was sent as "${sent}", perhaps not as it was signed.`
        : `The header ${name} was sent as "${sent}", and signed as "${signed}".`,
      signed === undefined ? `Send ${name} exactly as it was signed.` : `Send it exactly so: ${name}: ${signed}`,
    ],
    ParameterAdded: ({ name }) => [
      `The parameter ${name} was added after signing; the signature covers the whole query.`,
      `Take ${name} out: share buttons, trackers, caches and web frameworks append parameters.`,
    ],
    ParameterRemoved: ({ name }) => [
      `The parameter ${name} stands in the URL and did not reach OSS.`,
      'Find out what on the way drops it: a proxy, a CDN rule, a link shortener.',
    ],
    ParameterChanged: ({ name, sent, signed }) => [
      `The parameter ${name} arrived as "${sent}", and was signed as "${signed}".`,
      'Pass the query on byte for byte; to change a value, sign a new URL.',
    ],
    KeyEncodedTwice: ({ sent, signed }) => [
      `The object name arrived as "${sent}", which is "${signed}" percent-encoded once too often.`,
      'Give the signer the plain object name, and do not encode the path of the URL again.',
    ],
    KeyNormalised: ({ sent, signed }) => [
      `The object name "${signed}" arrived as "${sent}": a URL parser collapsed ".", ".." or "//".`,
      'Send the path as it is (curl --path-as-is), or rename the object: no browser can fetch such names.',
    ],
    KeyChanged: ({ sent, signed }) => [
      `The object name arrived as "${sent}", and was signed as "${signed}".`,
      'Pass the path on unchanged; note that + in a path is a plus, not a space.',
    ],
    BucketDiffers: ({ sent, signed }) => [
      `The request reached the bucket "${sent}", and was signed for "${signed}".`,
      'Sign for the bucket that the host belongs to, or bind the domain to the other bucket.',
    ],
    HostRewritten: ({ sent, signed }) => [
      `The host ${signed} is part of the signature, and the request went to ${sent}.`,
      'Sign for the host that is used instead of replacing it afterwards.',
    ],

    SecretWrong: ({ tested, fits }) => [
      fits
        ? 'The signature is the right one for the secret you gave, and OSS does not accept it: OSS knows another secret for this access key.'
        : tested > 0
          ? `None of ${tested} recomputed signatures is that of the URL: it was signed with another secret, or for something else.`
          : 'Nothing that OSS received differs from the URL: the secret that signed is wrong, the URL was changed after it was signed, or a header that was signed was not sent.',
      'Check that access key ID and secret belong together, are whole and without blanks, and that the key was not replaced.',
    ],
    SecretHasBlanks: [
      'The signature was made with a blank, line break or quote before or behind the secret.',
      'Trim the secret where it is read: environment files and secret stores often end it with a line break.',
    ],
    AccessKeyDiffers: ({ inUrl, given }) => [
      `The URL names the access key ${inUrl}, and the credentials are those of ${given}.`,
      'Take access key ID and secret from one source at one moment.',
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
      'OSS does not know the access key as one with a security token: the token has ended, or the two do not belong together.',
      'Sign with fresh credentials, and take all three values from one answer; a long-term key has no token.',
    ],
    TokenMissing: [
      'The access key is temporary (STS), and its security token is missing.',
      'Sign with the security token too; it becomes part of the URL.',
    ],
    TokenNotSigned: [
      'The security token was put into the URL after signing.',
      'Give the token to the signer: it is part of what is signed.',
    ],
    TokenInvalid: [
      'OSS does not accept the security token: it is damaged or belongs to another key.',
      'Use the token exactly as it was issued, together with its own access key.',
    ],
    TokenOfOtherKey: [
      'Security token and access key come from different credentials.',
      'Take all three values of temporary credentials from one answer; do not refresh them one by one.',
    ],
    TokenExpired: [
      'The security token that signed has expired; the URL ends with it.',
      'Sign with fresh credentials; for longer lives, with a token that lasts or a long-term key.',
    ],
    TokenTwice: ['The security token is in the URL and in a header.', 'Leave the header x-oss-security-token out.'],
    TokenNameWrong: ({ found, expected }) => [
      `The security token is called ${found}, and this signature version calls it ${expected}.`,
      'Sign again with the name of the version; V4: x-oss-security-token, V1: security-token.',
    ],
    TokenCapsLifetime: ({ seconds }) => [
      `The URL claims to live ${seconds} seconds, and is signed with a security token, which lives 12 hours at most.`,
      'Expect it to end earlier, or sign with a long-term key.',
    ],

    RegionPrefixed: ({ region }) => [
      `The URL is signed for "${region}", which is the name of an endpoint and not of a region.`,
      `Give the signer the region ID: ${region.replace(/^oss-/, '')}.`,
    ],
    RegionWrong: ({ signed, expected }) => [
      expected === undefined
        ? `The URL is signed for the region "${signed}", in which the bucket is not.`
        : `The URL is signed for the region "${signed}", and the request belongs to "${expected}".`,
      `Sign with the bucket's own region${expected === undefined ? '; the console shows it' : `: ${expected}`}.`,
    ],
    ProductWrong: ({ product }) => [
      `The URL is signed for the product "${product}".`,
      'Sign for "oss", or "oss-cloudbox" for cloud boxes.',
    ],
    CredentialMalformed: [
      'x-oss-credential is missing or is not <access key ID>/<date>/<region>/oss/aliyun_v4_request.',
      'Copy the URL whole; if you sign yourself, write the credential in this form, with / as %2F.',
    ],
    WrongEndpoint: ({ endpoint }) => [
      'The bucket is in another region than the host name says.',
      endpoint === undefined ? "Use the endpoint of the bucket's own region." : `Use the endpoint ${endpoint}.`,
    ],
    PathStyleForbidden: [
      'The bucket stands in the path, and OSS takes it only in the host name.',
      'Turn path style off: https://<bucket>.oss-<region>.aliyuncs.com/<key>.',
    ],
    HostForbidden: ['OSS allows this operation only on its standard host.', "Use the endpoint of the bucket's region."],
    PublicEndpointForbidden: [
      'OSS refuses access to data through its default public domain: since 2025 it does so for new accounts in mainland China.',
      'Bind a custom domain to the bucket and sign with it (useCname, cnameEndpoint), or use the internal endpoint from within Alibaba Cloud.',
    ],
    AppPackageForbidden: [
      'OSS refuses apps (APK and IPA files, by name or media type) on its default and accelerated domains.',
      'Sign with a custom domain that is bound to the bucket (useCname, cnameEndpoint).',
    ],
    RedirectForbidden: [
      'A redirection rule of the bucket applies to this object, and OSS follows such rules on custom domains only.',
      'Check that the object exists, or sign with a custom domain that is bound to the bucket (useCname, cnameEndpoint).',
    ],
    DomainOfOtherUser: [
      'The domain of the URL is bound to a bucket of another user.',
      'Sign with a domain that is bound to this bucket.',
    ],
    DomainNotBound: ({ host }) => [
      `The domain ${host} leads to OSS and is not bound to the bucket.`,
      'Bind the domain to the bucket in the OSS console, and sign with the custom domain as endpoint (CNAME).',
    ],
    NoSuchBucket: ({ bucket }) => [
      `The bucket "${bucket}" does not exist.`,
      'Check the name; with a private or IP endpoint, also whether the bucket belongs into the path.',
    ],
    InvalidBucketName: ({ bucket }) => [
      `"${bucket}" is no bucket name: most often a domain or path was taken for one.`,
      'Names have 3 to 63 characters of a-z, 0-9 and -; on a custom domain, sign with CNAME.',
    ],

    Expired: ({ end, at, isServerClock }) => [
      `The URL ended${end === undefined ? '' : ` at ${end}`}${clockText(at, isServerClock)}.`,
      'Ask for a new URL; have it live longer if that happens often (V4: 7 days at most).',
    ],
    NotYetValid: ({ start, at, isServerClock }) => [
      `The URL begins to be valid${start === undefined ? ' later' : ` at ${start}`}${clockText(at, isServerClock)}.`,
      'Set the clock of the machine that signs: OSS takes requests 15 minutes early and no earlier.',
    ],
    ClockSkewed: ({ requestTime, serverTime }) => [
      `The clock of the machine that signs is more than 15 minutes off${requestTime === undefined ? '' : `: ${requestTime}`}${serverTime === undefined ? '' : `, OSS has ${serverTime}`}.`,
      'Set that clock (NTP), or sign with the time that OSS answers.',
    ],
    ClockOff: ({ minutes }) => [
      `The clock of this machine is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'fast' : 'slow'}, by the clock of OSS.`,
      'Set it: URLs that are signed here begin and end at the wrong time.',
    ],
    DateMissing: ['The request has no valid date.', 'Send Date or x-oss-date, as the signature has it.'],
    SigningDateInvalid: [
      'The signing date is missing, malformed, or not the same in x-oss-date and x-oss-credential.',
      'Write it in UTC as 20260102T030405Z, and the first eight characters into the credential.',
    ],
    ExpiresMissing: ['x-oss-expires is missing or empty.', 'Copy the URL whole, or sign it with a lifetime.'],
    ExpiresOutOfRange: ({ expires }) => [
      `The lifetime "${expires}" is not between 1 and 604800 seconds (7 days).`,
      'Sign for 7 days at most. It is a number of seconds and not a point in time.',
    ],
    V1ExpiresInvalid: ['Expires is empty or not a whole number.', 'With V1 it is the end of the URL in Unix seconds.'],

    SignatureVersionUnknown: [
      'x-oss-signature-version is missing or unknown.',
      'It has to be OSS4-HMAC-SHA256, exactly so.',
    ],
    V1Forbidden: [
      'OSS no longer takes signature V1 from this account or for this bucket.',
      'Sign with V4, which also needs the region.',
    ],
    TwoSignatures: [
      'The request carries two signatures: one in the URL, one in the Authorization header.',
      'Do not send Authorization with a presigned URL; HTTP clients and gateways add it by themselves.',
    ],
    AuthorizationMalformed: [
      'OSS cannot read the Authorization header.',
      'With a presigned URL, do not send it at all.',
    ],
    AdditionalHeaderMissing: ({ name }) => [
      `The signature lists the header ${name || '(unnamed)'}, and the request lacks it.`,
      'Send every header that x-oss-additional-headers lists, exactly as it was signed.',
    ],
    AdditionalHeadersMalformed: [
      'The list of additional headers is empty or holds a name that OSS does not take.',
      'Leave the empty list out; names may not hold underscores.',
    ],
    SignatureDoesNotMatch: [
      'OSS computed another signature than the URL carries.',
      'Compare method, headers and query with what was signed.',
    ],
    AccessDenied: [
      'OSS gives this code for many causes: the URL ended, a permission is missing, the host is of another region.',
      'Look up the EC of the answer, and read its message.',
    ],

    NoPermission: [
      'The signature is good; the identity that signed may not do this.',
      'Grant it oss:GetObject (for downloads) on this object, and look for a policy that denies.',
    ],
    NoPermissionByBucketPolicy: [
      'The signature is good; the bucket policy denies it.',
      'Look for a Deny, and for conditions on IP address, VPC or HTTPS, in the bucket policy.',
    ],
    NoPermissionByRamPolicy: ({ isExplicit }) => [
      `The signature is good; ${isExplicit ? 'a RAM policy denies it' : `no RAM policy allows it${isExplicit === undefined ? ', or one denies it' : ''}`}.`,
      isExplicit
        ? 'Look for the Deny in the RAM policies of the user or role that signs.'
        : 'Attach a RAM policy that allows oss:GetObject to the user or role that signs; mind the session policy of STS.',
    ],
    NoPermissionBySessionPolicy: [
      'The signature is good; the policies of the temporary credentials do not allow it.',
      'Allow oss:GetObject (for downloads) both to the role and in the session policy that was given to AssumeRole.',
    ],
    NoPermissionByVpcPolicy: [
      'The signature is good; the policy of the VPC endpoint denies it.',
      'Allow the bucket in that policy, or send the request from outside of the VPC.',
    ],
    NoPermissionByKms: [
      'The signature is good; KMS does not let the identity that signed use the key that encrypts the object.',
      'Grant it kms:Decrypt for that key, and kms:GenerateDataKey for uploads.',
    ],
    RefererDenied: [
      'The hotlink protection of the bucket does not allow the Referer of the request, or that it has none.',
      'Send a Referer that is on the list of the bucket, or allow an empty one there: pages with referrerPolicy "no-referrer" and most programs send none.',
    ],
    PostPolicyRefused: [
      'The policy of a form upload (PostObject) has expired, or the form does not follow it.',
      'Make a new policy for the form; it is not part of a presigned URL.',
    ],
    AnonymousForbidden: [
      'OSS received no signature, and the object is private.',
      'Check that the whole query arrives at OSS.',
    ],
    RequesterPays: [
      'The bucket lets the requester pay, and the request does not agree to it.',
      'Have the header x-oss-request-payer: requester signed, and send it.',
    ],
    AccountDisabled: [
      'OSS is disabled for the account: because of an overdue payment or for security reasons.',
      'The owner finds the reason among the bills and messages of the console.',
    ],
    AccountInDebt: ['A payment of the account is overdue.', 'The owner has to settle it.'],
    BucketDisabled: [
      'The bucket is disabled for security reasons.',
      'The owner finds the reason among the messages of the console.',
    ],
    BucketOwnerDisabled: [
      'The account that owns the bucket is closed, restricted or has an overdue payment.',
      'The owner has to settle that in the console.',
    ],
    NoSuchKey: ({ key }) => [
      `The object "${key}" does not exist.`,
      'Check the name: it is case-sensitive, has no leading slash, and stands decoded here.',
    ],
    ObjectDeleted: ({ key }) => [
      `The object "${key}" was deleted; the bucket has versioning, so that older versions may still exist.`,
      'Sign with the version ID of an older version, or have the delete marker removed.',
    ],
    NoSuchVersion: ['The object has no such version.', 'Check the version ID.'],
    VersionIdEmpty: ['versionId is empty.', 'Sign with a version ID, or without the parameter.'],
    VersioningOff: ['The bucket has no versioning, and the URL names a version.', 'Sign without versionId.'],
    VersionIsDeleteMarker: ['This version is a delete marker: it has no content.', 'Choose the version before it.'],
    MethodNotAllowed: [
      'OSS does not take this method for this resource.',
      'Use the method that the URL is signed for.',
    ],
    ObjectArchived: ['The object is archived.', 'Restore it first (RestoreObject), and wait until that is done.'],
    RestoreInProgress: ['The object is being restored.', 'Wait: minutes for Archive, hours for Cold Archive.'],
    SymlinkTargetMissing: [
      'The object is a link, and what it points to does not exist.',
      'Restore the target, or set the link anew.',
    ],
    SymlinkTargetInvalid: ['The object is a link that points to a link.', 'Point it to a normal object.'],
    ObjectExists: [
      'The object exists, and overwriting it is forbidden.',
      'Choose another name, or sign without x-oss-forbid-overwrite.',
    ],
    DigestInvalid: [
      'The body does not have the MD5 that Content-MD5 promises.',
      'Send exactly the body that was signed for.',
    ],
    ContentTypeOverride: [
      'The URL asks for another Content-Type (response-content-type), which OSS refuses.',
      'Sign without it; set the Content-Type of the object, or use response-content-disposition.',
    ],
    OverrideByAnonymous: [
      'Parameters response-* work only with a signature, and OSS received none.',
      'Use a presigned URL, whole.',
    ],
    TrafficLimitTwice: ['The traffic limit is in the URL and in a header.', 'Leave the header out.'],
    TrafficLimitInvalid: [
      'x-oss-traffic-limit is not between 819200 and 838860800.',
      'It is in bits per second: 819200 is 100 KB/s.',
    ],
    RangeInvalid: [
      'The range begins behind the end of the object.',
      'Ask for the size first: "Range: bytes=0-0" tells it in Content-Range.',
    ],
    TooManyRanges: ['The request asks for too many ranges at once.', 'Ask for one range at a time.'],
    PreconditionFailed: ({ condition }) => [
      `A condition of the request does not hold${condition === undefined ? '' : `: ${condition}`}. The object was changed, most often.`,
      'Start again with the current object.',
    ],
    NotModified: [
      'The object is the one that the client has already.',
      'Nothing is wrong; leave If-None-Match and If-Modified-Since out to get it all the same.',
    ],
    NoSuchUpload: ['The multipart upload does not exist, was completed, or was aborted.', 'Begin a new one.'],
    CompleteAllWithBody: ['x-oss-complete-all and a list of parts exclude each other.', 'Send one of them.'],
    CallbackFailed: [
      'The object was stored; the callback to your server failed.',
      'Look at the answer of the callback server; OSS wants JSON with status 200.',
    ],
    CorsForbidden: [
      'The browser asked whether it may, and no CORS rule of the bucket says yes.',
      'Add a CORS rule with the origin, the method and every header of the request.',
    ],
    ForcedDownload: [
      'OSS makes browsers download the object instead of showing it, because of the default domain.',
      'Use a custom domain that is bound to the bucket.',
    ],
    RateLimited: ['OSS counts too many requests.', 'Slow down, and try again with growing pauses.'],
    Throttled: ['OSS is limiting traffic or requests.', 'Slow down, and try again with growing pauses.'],
    RequestTimeout: [
      'OSS waited too long for the request.',
      'Try again; look for a slow connection, and for a Content-Length above the length of the body.',
    ],
    InternalError: ['OSS failed by itself.', 'Try again; if it stays, give OSS the request ID.'],
    InvalidArgument: ({ name }) => [
      `OSS does not take a parameter or header of the request${name === undefined ? '' : `: ${name}`}.`,
      'Look it up by the EC of the answer, and sign again without it or with another value.',
    ],
    Refused: ({ status, code }) => [
      `OSS refused it${status === undefined ? '' : ` with status ${status}`}${code === undefined ? '' : ` (${code})`}.`,
      'See https://api.aliyun.com/troubleshoot with the EC or the request ID of the answer.',
    ],
  },
  overrides: {
    'response-header': 'sets this header of the answer',
    'response-content-type': 'refused by OSS: the Content-Type of an answer can no longer be changed',
    'x-oss-process': 'processes the object; what arrives is the result, without CRC-64 of the object',
    versionId: 'reads this version of the object',
    'x-oss-traffic-limit': 'limits this connection, in bits per second',
    callback: 'has OSS call a server after an upload',
    upload: 'belongs to a multipart upload',
    'sub-resource': 'asks for something other than the content of the object',
  },
  labels: {
    version: 'Signature',
    none: 'none',
    method: 'Method',
    methodUnknown: 'not in the URL; it was signed for one method, most often GET',
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
    expired: 'over',
    notYetValid: 'not yet valid',
    token: 'Security token',
    tokenPresent: 'present: the URL ends with it, perhaps earlier than it says',
    tokenAbsent: 'none',
    signedHeaders: 'Signed headers',
    signedHeadersDefault: 'x-oss-*, Content-Type and Content-MD5, if any were signed: the URL does not name them',
    overrides: 'Parameters',
    damages: 'Damage',
    repaired: 'Mended URL',
    fix: 'Fix',
    proven: 'proven',
    signed: 'signed',
    received: 'received',
    nothingFound: 'Nothing is wrong with it, as far as can be seen.',
  },
};

function clockText(at: string | undefined, isServerClock: boolean): string {
  return at === undefined ? '' : `; ${isServerClock ? "OSS's clock" : 'the clock of this machine'} says ${at}`;
}
