import type { Cause } from '../cause.ts';
import { type SearchResult, searchCauses } from '../search/search-causes.ts';
import { readHost } from '../url/read-host.ts';
import type { Case } from './case.ts';

/** Searches for the signed input; `undefined` without a secret, a bucket or a signature that can be reproduced. */
export function recomputeSignature(subject: Case): SearchResult | undefined {
  const { input, repaired, signature, response, sent, received, signed } = subject;
  const { credentials } = input;
  if (!credentials || !signature.signature || sent.bucket === '') return undefined;
  if (repaired.defects.some(({ cause }) => irreproducible.has(cause))) return undefined;
  const { host } = repaired.parts;
  const isDamaged = repaired.defects.length > 0;
  return searchCauses({
    signature,
    credentials,
    sent,
    received: isDamaged ? undefined : received,
    host,
    hostRegion: readHost(host).region,
    signedHeaders: signed.signedHeaders ?? {},
    signedBucket: signed.bucket,
    usedAt: isDamaged ? undefined : (response?.serverTime ?? input.now ?? new Date()),
  });
}

/** Damage after which the signature cannot be reproduced. */
const irreproducible: ReadonlySet<Cause> = /* @__PURE__ */ new Set(['SecretsMasked', 'VersionsMixed', 'NotAUrl']);
