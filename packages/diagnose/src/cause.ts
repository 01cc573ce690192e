/** What each cause is told with; `undefined` where its text needs nothing. */
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

  // What was sent, against what was signed
  readonly MethodDiffers: { readonly sent: string; readonly signed: string | undefined };
  readonly HeaderNotSigned: { readonly name: string; readonly inTransit: boolean };
  readonly SignedHeaderMissing: { readonly name: string; readonly value: string | undefined };
  readonly SignedHeaderChanged: { readonly name: string; readonly sent: string; readonly signed: string | undefined };
  readonly ParameterAdded: { readonly name: string };
  readonly ParameterRemoved: { readonly name: string };
  readonly ParameterChanged: { readonly name: string; readonly sent: string; readonly signed: string };
  readonly KeyEncodedTwice: KeyChange;
  readonly KeyNormalised: KeyChange;
  readonly KeyChanged: KeyChange;
  readonly BucketDiffers: { readonly sent: string; readonly signed: string };
  readonly HostRewritten: { readonly sent: string; readonly signed: string };

  // Who signed
  /** `fits`: the signature is the one of the secret that was given, which OSS does not accept. */
  readonly SecretWrong: { readonly tested: number; readonly fits: boolean };
  readonly SecretHasBlanks: undefined;
  readonly AccessKeyDiffers: { readonly inUrl: string; readonly given: string };
  readonly AccessKeyUnknown: { readonly accessKeyId: string };
  readonly AccessKeyDisabled: undefined;
  /** Unknown as a temporary key: the request has a security token. */
  readonly TokenKeyUnknown: undefined;
  readonly TokenMissing: undefined;
  readonly TokenNotSigned: undefined;
  readonly TokenInvalid: undefined;
  readonly TokenOfOtherKey: undefined;
  readonly TokenExpired: undefined;
  readonly TokenTwice: undefined;
  readonly TokenNameWrong: { readonly found: string; readonly expected: string };
  readonly TokenCapsLifetime: { readonly seconds: number };

  // For where
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

  // From when to when
  readonly Expired: { readonly end: string | undefined } & ClockReading;
  readonly NotYetValid: { readonly start: string | undefined } & ClockReading;
  readonly ClockSkewed: { readonly requestTime: string | undefined; readonly serverTime: string | undefined };
  readonly ClockOff: { readonly minutes: number };
  readonly DateMissing: undefined;
  readonly SigningDateInvalid: undefined;
  readonly ExpiresMissing: undefined;
  readonly ExpiresOutOfRange: { readonly expires: string };
  readonly V1ExpiresInvalid: undefined;

  // How it was signed
  readonly SignatureVersionUnknown: undefined;
  readonly V1Forbidden: undefined;
  readonly TwoSignatures: undefined;
  readonly AuthorizationMalformed: undefined;
  readonly AdditionalHeaderMissing: { readonly name: string };
  readonly AdditionalHeadersMalformed: undefined;
  readonly SignatureDoesNotMatch: undefined;
  /** The code alone, which OSS gives for many causes. */
  readonly AccessDenied: undefined;

  // Authenticated, and refused all the same
  readonly NoPermission: undefined;
  readonly NoPermissionByBucketPolicy: undefined;
  /** `isExplicit`: a policy denies, rather than that none allows; `undefined` where OSS does not say. */
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
  /** The bucket has versioning, and a delete marker is the current version. */
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

/** Why a request is refused: a stable name to branch on. */
export type Cause = keyof CauseFacts;

interface ClockReading {
  /** What a clock says; absent when there was none to look at. */
  readonly at: string | undefined;
  /** Whether it is the clock of OSS, and not the one of this machine. */
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
