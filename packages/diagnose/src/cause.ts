/** The facts of each cause; `undefined` for causes without any. */
export interface CauseFacts {
  // The shape of the URL
  readonly NotAUrl: undefined;
  readonly NotSigned: undefined;
  readonly AmpersandEscaped: { readonly found: string };
  readonly BackslashEscaped: { readonly found: string };
  readonly WhitespaceInUrl: undefined;
  readonly WrappedInPunctuation: { readonly found: string };
  readonly EncodedTwice: { readonly where: string };
  readonly FragmentInUrl: undefined;
  readonly ParameterCaseChanged: { readonly name: string };
  readonly SignatureCut: SignatureLength;
  readonly SignaturePadded: SignatureLength;
  readonly PlusInSignature: undefined;
  readonly SecretsMasked: { readonly names: string };
  readonly ParametersMissing: { readonly names: string };
  readonly ParameterRepeated: { readonly name: string };
  readonly VersionsMixed: { readonly found: string };

  // Differences between what was sent and what was signed
  readonly MethodDiffers: { readonly sent: string; readonly signed: string | undefined };
  readonly HeaderNotSigned: { readonly name: string; readonly inTransit: boolean };
  readonly SignedHeaderMissing: { readonly name: string; readonly value: string | undefined };
  readonly SignedHeaderChanged: { readonly name: string; readonly sent: string; readonly signed: string | undefined };
  readonly ParameterAdded: { readonly name: string };
  readonly ParameterRemoved: { readonly name: string };
  readonly ParameterChanged: { readonly name: string; readonly sent: string; readonly signed: string };
  readonly KeyEncodedTwice: KeyChange;
  readonly KeyNormalized: KeyChange;
  readonly KeyChanged: KeyChange;
  readonly BucketDiffers: { readonly sent: string; readonly signed: string };
  readonly HostRewritten: { readonly sent: string; readonly signed: string };

  // Credentials
  /** `fits`: the signature matches the secret that was given, but OSS does not accept it. */
  readonly SecretWrong: { readonly tested: number; readonly fits: boolean };
  readonly SecretHasWhitespace: undefined;
  readonly AccessKeyDiffers: { readonly inUrl: string; readonly given: string };
  readonly AccessKeyUnknown: { readonly accessKeyId: string };
  readonly AccessKeyDisabled: undefined;
  /** The key is unknown as a temporary key: the request has a security token. */
  readonly TokenKeyUnknown: undefined;
  readonly TokenMissing: undefined;
  readonly TokenNotSigned: undefined;
  readonly TokenInvalid: undefined;
  readonly TokenOfOtherKey: undefined;
  readonly TokenExpired: undefined;
  readonly TokenTwice: undefined;
  readonly TokenNameWrong: { readonly found: string; readonly expected: string };
  readonly TokenCapsLifetime: { readonly seconds: number };

  // Region, endpoint and bucket
  readonly RegionPrefixed: { readonly region: string };
  readonly RegionWrong: { readonly signed: string; readonly expected: string | undefined };
  readonly ProductWrong: { readonly product: string };
  readonly CredentialMalformed: undefined;
  readonly WrongEndpoint: { readonly endpoint: string | undefined };
  readonly PathStyleForbidden: undefined;
  readonly HostForbidden: undefined;
  readonly PublicEndpointForbidden: undefined;
  readonly RedirectForbidden: undefined;
  readonly AppPackageForbidden: undefined;
  readonly DomainNotBound: { readonly host: string };
  readonly DomainOfOtherUser: undefined;
  readonly NoSuchBucket: { readonly bucket: string };
  readonly InvalidBucketName: { readonly bucket: string };

  // Time
  readonly Expired: { readonly end: string | undefined } & ClockReading;
  readonly NotYetValid: { readonly start: string | undefined } & ClockReading;
  readonly ClockSkewed: { readonly requestTime: string | undefined; readonly serverTime: string | undefined };
  readonly ClockOff: { readonly minutes: number };
  readonly DateMissing: undefined;
  readonly SigningDateInvalid: undefined;
  readonly ExpiresMissing: undefined;
  readonly ExpiresOutOfRange: { readonly expires: string };
  readonly V1ExpiresInvalid: undefined;

  // Signature parameters and headers
  readonly SignatureVersionUnknown: undefined;
  readonly V1Forbidden: undefined;
  readonly TwoSignatures: undefined;
  readonly AuthorizationMalformed: undefined;
  readonly AdditionalHeaderMissing: { readonly name: string };
  readonly AdditionalHeadersMalformed: undefined;
  readonly SignatureDoesNotMatch: undefined;
  /** Only the code is known, which OSS uses for many causes. */
  readonly AccessDenied: undefined;

  // Refusals of requests with a valid signature, and other responses
  readonly NoPermission: undefined;
  readonly NoPermissionByBucketPolicy: undefined;
  /** `isExplicit`: a policy denies access, rather than that no policy allows it; `undefined` if OSS does not say. */
  readonly NoPermissionByRamPolicy: { readonly isExplicit: boolean | undefined };
  readonly NoPermissionBySessionPolicy: undefined;
  readonly NoPermissionByVpcPolicy: undefined;
  readonly NoPermissionByKms: undefined;
  readonly RefererDenied: undefined;
  readonly PostPolicyRefused: undefined;
  readonly AnonymousForbidden: undefined;
  readonly RequesterPays: undefined;
  readonly AccountDisabled: undefined;
  readonly AccountInDebt: undefined;
  readonly BucketDisabled: undefined;
  readonly BucketOwnerDisabled: undefined;
  readonly NoSuchKey: { readonly key: string };
  /** The current version is a delete marker. */
  readonly ObjectDeleted: { readonly key: string };
  readonly NoSuchVersion: undefined;
  readonly VersionIdEmpty: undefined;
  readonly VersioningOff: undefined;
  readonly VersionIsDeleteMarker: undefined;
  readonly MethodNotAllowed: undefined;
  readonly ObjectArchived: undefined;
  readonly RestoreInProgress: undefined;
  readonly SymlinkTargetMissing: undefined;
  readonly SymlinkTargetInvalid: undefined;
  readonly ObjectExists: undefined;
  readonly DigestInvalid: undefined;
  readonly ContentTypeOverride: undefined;
  readonly OverrideByAnonymous: undefined;
  readonly TrafficLimitTwice: undefined;
  readonly TrafficLimitInvalid: undefined;
  readonly RangeInvalid: undefined;
  readonly TooManyRanges: undefined;
  readonly PreconditionFailed: { readonly condition: string | undefined };
  readonly NotModified: undefined;
  readonly NoSuchUpload: undefined;
  readonly CompleteAllWithBody: undefined;
  readonly CallbackFailed: undefined;
  readonly CorsForbidden: undefined;
  readonly ForcedDownload: undefined;
  readonly RateLimited: undefined;
  readonly Throttled: undefined;
  readonly RequestTimeout: undefined;
  readonly InternalError: undefined;
  readonly InvalidArgument: { readonly name: string | undefined };
  readonly Refused: { readonly status: number | undefined; readonly code: string | undefined };
}

/** Why OSS refuses a request: a stable name to branch on. */
export type Cause = keyof CauseFacts;

interface ClockReading {
  /** The time on the clock that was used; absent if there was none. */
  readonly at: string | undefined;
  /** Whether it is OSS's clock, rather than the clock of this machine. */
  readonly isServerClock: boolean;
}

interface SignatureLength {
  readonly length: number;
  readonly expected: number;
}

interface KeyChange {
  readonly sent: string;
  readonly signed: string;
}
