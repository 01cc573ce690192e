import { type Suspicion, suspect, weights } from '../finding.ts';
import { regions } from '../search/regions.ts';
import type { HostReport } from '../url/read-host.ts';
import type { UrlSignature } from '../url/read-signature.ts';

/** What a URL tells by itself, and when it is looked at. */
export interface UrlFacts {
  readonly signature: UrlSignature;
  readonly host: HostReport;
  /** Decoded. */
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name; absent when nobody knows what was sent. */
  readonly sentHeaders: Readonly<Record<string, string>> | undefined;
  /** The clock to judge by; absent when the time is known to be no trouble. */
  readonly now: Date | undefined;
  /** Whether that is the clock of OSS. */
  readonly isServerClock: boolean;
}

/** Names what makes OSS refuse a URL that nobody has damaged: how and for how long it was signed. */
export function suspectByUrl(facts: UrlFacts): readonly Suspicion[] {
  return [
    ...checkTime(facts),
    ...checkScope(facts),
    ...checkToken(facts),
    ...checkHeaders(facts),
    ...checkQuery(facts),
  ];
}

const weight: number = weights.stated;
/** OSS takes a request that is this much early. */
const toleratedMs = 15 * 60 * 1000;
const maxSeconds = 604_800;
/** What a URL that was signed with a security token lives at most. */
const tokenSeconds = 43_200;

function* checkTime({ signature, now, isServerClock }: UrlFacts): Generator<Suspicion> {
  const { version, expires, start, end, token } = signature;
  if (version === 'V4' && expires !== undefined) {
    const seconds = /^-?\d+$/.test(expires) ? Number(expires) : Number.NaN;
    if (expires === '') yield suspect('ExpiresMissing', undefined, weight);
    else if (!(seconds >= 1 && seconds <= maxSeconds)) yield suspect('ExpiresOutOfRange', { expires }, weight);
    else if (token !== undefined && seconds > tokenSeconds)
      yield suspect('TokenCapsLifetime', { seconds }, weights.possible);
  }
  if (version === 'V4' && signature.signingTime !== undefined && start === undefined) {
    yield suspect('SigningDateInvalid', undefined, weight);
  }
  if (version === 'V1' && expires !== undefined && end === undefined)
    yield suspect('V1ExpiresInvalid', undefined, weight);
  if (now === undefined) return;
  const clock = { at: isoOf(now), isServerClock };
  if (end !== undefined && now > end) yield suspect('Expired', { end: isoOf(end), ...clock }, weight);
  if (start !== undefined && start.getTime() - now.getTime() > toleratedMs) {
    yield suspect('NotYetValid', { start: isoOf(start), ...clock }, weight);
  }
}

function* checkScope({ signature, host }: UrlFacts): Generator<Suspicion> {
  const { scope, version, signingTime } = signature;
  if (version !== 'V4') return;
  if (scope === undefined || scope.suffix !== 'aliyun_v4_request' || !signature.accessKeyId) {
    if (signature.accessKeyId !== undefined) yield suspect('CredentialMalformed', undefined, weight);
    return;
  }
  const { region, product, date } = scope;
  if (region.startsWith('oss-')) yield suspect('RegionPrefixed', { region }, weight);
  else if (host.region !== undefined && host.region !== region) {
    yield suspect('RegionWrong', { signed: region, expected: host.region }, weight);
  } else if (regions.includes(`cn-${region}`))
    yield suspect('RegionWrong', { signed: region, expected: `cn-${region}` }, weight);
  else if (!/^[a-z0-9-]+$/.test(region)) yield suspect('RegionWrong', { signed: region, expected: undefined }, weight);
  if (product !== 'oss' && product !== 'oss-cloudbox') yield suspect('ProductWrong', { product }, weight);
  if (signingTime !== undefined && !signingTime.startsWith(date))
    yield suspect('SigningDateInvalid', undefined, weight);
}

function* checkToken({ signature, sentHeaders, query }: UrlFacts): Generator<Suspicion> {
  const { accessKeyId, token } = signature;
  const hasToken = token !== undefined || sentHeaders?.['x-oss-security-token'] !== undefined;
  const isMisnamed = query.has('security-token') || query.has('x-oss-security-token');
  if (accessKeyId?.startsWith('STS.') === true && !hasToken && !isMisnamed)
    yield suspect('TokenMissing', undefined, weight);
  if (token !== undefined && sentHeaders?.['x-oss-security-token'] !== undefined)
    yield suspect('TokenTwice', undefined, weight);
}

function* checkHeaders({ signature, sentHeaders, query, host }: UrlFacts): Generator<Suspicion> {
  if (query.get('x-oss-additional-headers') === '' || signature.additionalHeaders.some((name) => name.includes('_'))) {
    yield suspect('AdditionalHeadersMalformed', undefined, weight);
  }
  for (const name of signature.additionalHeaders) {
    if (sentHeaders === undefined || name === 'host' || sentHeaders[name] !== undefined) continue;
    yield suspect('AdditionalHeaderMissing', { name }, weight);
  }
  if (signature.version !== 'none' && sentHeaders?.['authorization'] !== undefined) {
    yield suspect('TwoSignatures', undefined, weight);
  }
  if (host.addressing === 'path-style' && host.endpoint !== 'other')
    yield suspect('PathStyleForbidden', undefined, weight);
}

function* checkQuery({ query, sentHeaders }: UrlFacts): Generator<Suspicion> {
  if (query.has('response-content-type')) yield suspect('ContentTypeOverride', undefined, weights.likely);
  if (query.get('versionId') === '') yield suspect('VersionIdEmpty', undefined, weight);
  const limit = query.get('x-oss-traffic-limit');
  if (limit === undefined) return;
  if (sentHeaders?.['x-oss-traffic-limit'] !== undefined) yield suspect('TrafficLimitTwice', undefined, weight);
  if (!(/^\d+$/.test(limit) && Number(limit) >= 819_200 && Number(limit) <= 838_860_800)) {
    yield suspect('TrafficLimitInvalid', undefined, weight);
  }
}

function isoOf(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
