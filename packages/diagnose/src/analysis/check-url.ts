import { type Candidate, makeCandidate, weights } from '../finding.ts';
import { formatTime } from '../format-time.ts';
import { regions } from '../search/regions.ts';
import type { HostReport } from '../url/read-host.ts';
import type { UrlSignature } from '../url/read-signature.ts';

/** A URL, the headers sent with it, and the time at which it is checked. */
export interface UrlFacts {
  readonly signature: UrlSignature;
  readonly host: HostReport;
  /** Decoded. */
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name; absent if unknown. */
  readonly sentHeaders: Readonly<Record<string, string>> | undefined;
  /** The time at which the URL is checked; absent if the time is known to be valid. */
  readonly now: Date | undefined;
  /** Whether `now` is the time on OSS's clock. */
  readonly isServerClock: boolean;
}

/** Finds problems of a URL that is not damaged: how, where and for how long it was signed. */
export function checkUrl(facts: UrlFacts): readonly Candidate[] {
  return [
    ...checkTime(facts),
    ...checkScope(facts),
    ...checkToken(facts),
    ...checkHeaders(facts),
    ...checkQuery(facts),
  ];
}

const weight: number = weights.stated;
/** OSS accepts requests this long before the signing time. */
const toleratedMs = 15 * 60 * 1000;
const maxSeconds = 604_800;
/** The longest validity of a URL that is signed with a security token. */
const tokenSeconds = 43_200;

function* checkTime({ signature, now, isServerClock }: UrlFacts): Generator<Candidate> {
  const { version, expires, start, end, token } = signature;
  if (version === 'V4' && expires !== undefined) {
    const seconds = /^\d+$/.test(expires) ? Number(expires) : 0;
    if (expires === '') yield makeCandidate('ExpiresMissing', undefined, weight);
    else if (seconds < 1 || seconds > maxSeconds) yield makeCandidate('ExpiresOutOfRange', { expires }, weight);
    else if (token !== undefined && seconds > tokenSeconds)
      yield makeCandidate('TokenCapsLifetime', { seconds }, weights.possible);
  }
  if (version === 'V4' && signature.signingTime !== undefined && start === undefined) {
    yield makeCandidate('SigningDateInvalid', undefined, weight);
  }
  if (version === 'V1' && expires !== undefined && end === undefined)
    yield makeCandidate('V1ExpiresInvalid', undefined, weight);
  if (now === undefined) return;
  const clock = { at: formatTime(now), isServerClock };
  if (end !== undefined && now > end) yield makeCandidate('Expired', { end: formatTime(end), ...clock }, weight);
  if (start !== undefined && start.getTime() - now.getTime() > toleratedMs) {
    yield makeCandidate('NotYetValid', { start: formatTime(start), ...clock }, weight);
  }
}

function* checkScope({ signature, host }: UrlFacts): Generator<Candidate> {
  const { scope, version, signingTime } = signature;
  if (version !== 'V4') return;
  if (scope === undefined || scope.suffix !== 'aliyun_v4_request' || !signature.accessKeyId) {
    if (signature.accessKeyId !== undefined) yield makeCandidate('CredentialMalformed', undefined, weight);
    return;
  }
  const { region, product, date } = scope;
  if (region.startsWith('oss-')) yield makeCandidate('RegionPrefixed', { region }, weight);
  else if (host.region !== undefined && host.region !== region) {
    yield makeCandidate('RegionWrong', { signed: region, expected: host.region }, weight);
  } else if (regions.includes(`cn-${region}`))
    yield makeCandidate('RegionWrong', { signed: region, expected: `cn-${region}` }, weight);
  else if (!/^[a-z0-9-]+$/.test(region))
    yield makeCandidate('RegionWrong', { signed: region, expected: undefined }, weight);
  if (product !== 'oss' && product !== 'oss-cloudbox') yield makeCandidate('ProductWrong', { product }, weight);
  if (signingTime !== undefined && !signingTime.startsWith(date))
    yield makeCandidate('SigningDateInvalid', undefined, weight);
}

function* checkToken({ signature, sentHeaders, query }: UrlFacts): Generator<Candidate> {
  const { accessKeyId, token } = signature;
  const hasToken = token !== undefined || sentHeaders?.['x-oss-security-token'] !== undefined;
  const isMisnamed = query.has('security-token') || query.has('x-oss-security-token');
  if (accessKeyId?.startsWith('STS.') === true && !hasToken && !isMisnamed)
    yield makeCandidate('TokenMissing', undefined, weight);
  if (token !== undefined && sentHeaders?.['x-oss-security-token'] !== undefined)
    yield makeCandidate('TokenTwice', undefined, weight);
}

function* checkHeaders({ signature, sentHeaders, query, host }: UrlFacts): Generator<Candidate> {
  if (query.get('x-oss-additional-headers') === '' || signature.additionalHeaders.some((name) => name.includes('_'))) {
    yield makeCandidate('AdditionalHeadersMalformed', undefined, weight);
  }
  for (const name of signature.additionalHeaders) {
    if (sentHeaders === undefined || name === 'host' || sentHeaders[name] !== undefined) continue;
    yield makeCandidate('AdditionalHeaderMissing', { name }, weight);
  }
  if (signature.version !== 'none' && sentHeaders?.['authorization'] !== undefined) {
    yield makeCandidate('TwoSignatures', undefined, weight);
  }
  if (host.addressing === 'path-style' && host.endpoint !== 'other')
    yield makeCandidate('PathStyleForbidden', undefined, weight);
}

function* checkQuery({ query, sentHeaders }: UrlFacts): Generator<Candidate> {
  if (query.has('response-content-type')) yield makeCandidate('ContentTypeOverride', undefined, weights.likely);
  if (query.get('versionId') === '') yield makeCandidate('VersionIdEmpty', undefined, weight);
  const limit = query.get('x-oss-traffic-limit');
  if (limit === undefined) return;
  if (sentHeaders?.['x-oss-traffic-limit'] !== undefined) yield makeCandidate('TrafficLimitTwice', undefined, weight);
  if (!(/^\d+$/.test(limit) && Number(limit) >= 819_200 && Number(limit) <= 838_860_800)) {
    yield makeCandidate('TrafficLimitInvalid', undefined, weight);
  }
}
