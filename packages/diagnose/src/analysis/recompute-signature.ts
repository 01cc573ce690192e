import type { Cause } from '../cause.ts';
import { type SearchResult, searchCauses } from '../search/search-causes.ts';
import { readHost } from '../url/read-host.ts';
import type { Case } from './case.ts';

/** Searches for the signed input; `undefined` without a secret, a bucket or a signature that can be reproduced. */
export function recomputeSignature(subject: Case): SearchResult | undefined {
  const { input, repaired, signature, response, sent, received, signed } = subject;
  const { credentials } = input;
  if (!credentials || !signature.signature || sent.bucket === '') return undefined;
  if (repaired.damages.some(({ cause }) => irreproducible.has(cause))) return undefined;
  const { host } = repaired.parts;
  return searchCauses({
    signature,
    credentials,
    sent,
    received: repaired.damages.length === 0 ? received : undefined,
    host,
    hostRegion: readHost(host).region,
    signedHeaders: signed.signedHeaders ?? {},
    signedBucket: signed.bucket,
    usedAt: response?.serverTime ?? input.now ?? new Date(),
  });
}

/** Damage after which the signature cannot be reproduced. */
const irreproducible: ReadonlySet<Cause> = /* @__PURE__ */ new Set(['SecretsMasked', 'VersionsMixed', 'NotAUrl']);
