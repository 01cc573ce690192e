import { decodeParameters, type RawParameter } from './split-url.ts';

/** The signature parameters of a URL, of either version. */
export interface UrlSignature {
  readonly version: 'V4' | 'V1' | 'none';
  readonly accessKeyId: string | undefined;
  readonly signature: string | undefined;
  readonly token: string | undefined;
  /** The scope of a V4 signing key. */
  readonly scope: CredentialScope | undefined;
  /** `x-oss-date` of V4, as written. */
  readonly signingTime: string | undefined;
  readonly start: Date | undefined;
  readonly end: Date | undefined;
  /** `x-oss-expires` or `Expires`, as written. */
  readonly expires: string | undefined;
  /** Names of headers that V4 signs in addition to those that it always signs, in lower case. */
  readonly additionalHeaders: readonly string[];
}

/** The parts of a V4 credential after the access key ID, not validated. */
export interface CredentialScope {
  readonly date: string;
  readonly region: string;
  readonly product: string;
  readonly suffix: string;
}

/** Reads the signature parameters of a URL. */
export function readSignature(parameters: readonly RawParameter[]): UrlSignature {
  const query = decodeParameters(parameters);
  const read = (name: string): string | undefined => query.find(([other]) => other === name)?.[1];
  const isV4 = ['x-oss-signature-version', 'x-oss-credential', 'x-oss-signature'].some(
    (name) => read(name) !== undefined,
  );
  return isV4 ? readV4(read) : readV1(read);
}

type Read = (name: string) => string | undefined;

function readV4(read: Read): UrlSignature {
  // After a = is the next parameter, a secret, which lost its &.
  const [accessKeyId, date, region, product, suffix] = read('x-oss-credential')?.split(/[/=]/) ?? [];
  const signingTime = read('x-oss-date');
  const expires = read('x-oss-expires');
  const start = signingTime === undefined ? undefined : parseSigningTime(signingTime);
  return {
    version: 'V4',
    accessKeyId,
    signature: read('x-oss-signature'),
    token: read('x-oss-security-token') || undefined,
    scope:
      date === undefined || region === undefined || product === undefined || suffix === undefined
        ? undefined
        : { date, region, product, suffix },
    signingTime,
    start,
    end: start !== undefined && isSeconds(expires) ? new Date(start.getTime() + Number(expires) * 1000) : undefined,
    expires,
    additionalHeaders: (read('x-oss-additional-headers') ?? '')
      .split(';')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
  };
}

function readV1(read: Read): UrlSignature {
  const expires = read('Expires');
  const signature = read('Signature');
  const accessKeyId = read('OSSAccessKeyId');
  return {
    version: signature === undefined && accessKeyId === undefined ? 'none' : 'V1',
    accessKeyId,
    signature,
    token: read('security-token') || undefined,
    scope: undefined,
    signingTime: undefined,
    start: undefined,
    end: isSeconds(expires) ? new Date(Number(expires) * 1000) : undefined,
    expires,
    additionalHeaders: [],
  };
}

function isSeconds(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,12}$/.test(text);
}

function parseSigningTime(text: string): Date | undefined {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const date = new Date(iso === text ? Number.NaN : iso);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
