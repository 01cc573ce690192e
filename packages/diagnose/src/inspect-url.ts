import { isSubResource } from '@ossferry/core-signer/steps';
import { readObject } from './compare/read-sent-request.ts';
import { describeFindings } from './describe-findings.ts';
import type { Finding } from './finding.ts';
import { type Mask, maskOf, maskSecret, showAll } from './mask.ts';
import { secretsIn } from './secrets-in.ts';
import { en } from './texts/en.ts';
import type { Override, Texts } from './texts/texts.ts';
import { findDamage } from './url/find-damage.ts';
import { signatureParameters } from './url/parameter-names.ts';
import { type HostReport, readHost } from './url/read-host.ts';
import { type CredentialScope, readSignature, type UrlSignature } from './url/read-signature.ts';
import { decodeParameters } from './url/split-url.ts';

export interface InspectOptions {
  /** @default the current time */
  readonly now?: Date | undefined;
  /** The language. @default English */
  readonly texts?: Texts | undefined;
  /** Show signatures, tokens and keys instead of masking them. @default false */
  readonly showSecrets?: boolean | undefined;
}

/** The contents of a presigned URL. */
export interface UrlReport {
  readonly version: 'V4' | 'V1' | 'none';
  readonly host: string;
  readonly addressing: HostReport['addressing'];
  readonly endpoint: HostReport['endpoint'];
  /** Absent for custom domains: only the signer and OSS know it. */
  readonly bucket?: string | undefined;
  /** Decoded. */
  readonly key: string;
  /** The region in the host, or else in the scope. */
  readonly region?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly scope?: CredentialScope | undefined;
  readonly start?: Date | undefined;
  readonly end?: Date | undefined;
  readonly validity: 'valid' | 'expired' | 'notYetValid' | 'unknown';
  /** Whole seconds until `end`; 0 if it has passed. */
  readonly secondsLeft?: number | undefined;
  /** A URL that is signed with a security token expires with the token, which may be before `end`. */
  readonly tokenPresent: boolean;
  /** Names of headers that V4 signs on request. Headers that are always signed are not listed in the URL. */
  readonly additionalHeaders: readonly string[];
  /** Parameters other than those of the signature, and their effects. */
  readonly parameters: readonly ParameterReport[];
  /** Damage to the URL. */
  readonly defects: readonly Finding[];
  /** The URL without the damage. Masked unless `showSecrets` is set: see {@link repairUrl}. */
  readonly repairedUrl: string;
}

export interface ParameterReport {
  readonly name: string;
  readonly value: string;
  /** What OSS does with the parameter; absent for parameters unknown to OSS, which do not belong in the URL. */
  readonly effect?: string | undefined;
}

/**
 * Reports the contents of a presigned URL, and any damage to it. Secrets are masked. Throws an `OssError`, `UrlTooLong`, above
 * 65 536 characters.
 */
export function inspectUrl(url: string, options: InspectOptions = {}): UrlReport {
  const { now = new Date(), texts = en, showSecrets } = options;
  const repaired = findDamage(url);
  const { parts } = repaired;
  const signature = readSignature(parts.parameters);
  const { token, accessKeyId, scope } = signature;
  const secrets = [...secretsIn(url), ...secretsIn(repaired.url), signature.signature, token, accessKeyId];
  const mask = showSecrets ? showAll : maskOf(secrets);
  const host = readHost(parts.host);
  const object = readObject(parts);
  const region = host.region ?? scope?.region;
  return {
    version: signature.version,
    host: mask(parts.host),
    addressing: host.addressing,
    endpoint: host.endpoint,
    bucket: object.bucket === '' ? undefined : mask(object.bucket),
    key: mask(object.key),
    region: region && mask(region),
    accessKeyId: accessKeyId && (showSecrets ? accessKeyId : maskSecret(accessKeyId)),
    scope: scope && maskScope(scope, mask),
    start: signature.start,
    end: signature.end,
    ...readValidity(signature, now),
    tokenPresent: token !== undefined,
    additionalHeaders: signature.additionalHeaders.map(mask),
    parameters: decodeParameters(parts.parameters)
      .filter(([name]) => !signatureParameters.has(name))
      .map(([name, value]) => ({ name: mask(name), value: mask(value), effect: effectOf(name, texts) })),
    defects: describeFindings(repaired.defects, texts, mask),
    repairedUrl: mask(repaired.url),
  };
}

function maskScope({ date, region, product, suffix }: CredentialScope, mask: Mask): CredentialScope {
  return { date: mask(date), region: mask(region), product: mask(product), suffix: mask(suffix) };
}

function readValidity({ start, end }: UrlSignature, now: Date): Pick<UrlReport, 'validity' | 'secondsLeft'> {
  if (end === undefined) return { validity: 'unknown' };
  const secondsLeft = Math.max(0, Math.floor((end.getTime() - now.getTime()) / 1000));
  if (now > end) return { validity: 'expired', secondsLeft };
  return { validity: start !== undefined && now < start ? 'notYetValid' : 'valid', secondsLeft };
}

const overrideOf: Readonly<Record<string, Override>> = {
  'response-content-type': 'response-content-type',
  'x-oss-process': 'x-oss-process',
  versionId: 'versionId',
  'x-oss-traffic-limit': 'x-oss-traffic-limit',
  callback: 'callback',
  'callback-var': 'callback',
  uploads: 'upload',
  uploadId: 'upload',
  partNumber: 'upload',
};

function effectOf(name: string, texts: Texts): string | undefined {
  const override = overrideOf[name] ?? (name.startsWith('response-') ? 'response-header' : undefined);
  if (override !== undefined) return texts.overrides[override];
  return isSubResource(name) ? texts.overrides['sub-resource'] : undefined;
}
