import type { Cause } from '../cause.ts';
import { type SearchResult, searchCauses } from '../search/search-causes.ts';
import { readHost } from '../url/read-host.ts';
import type { Case } from './case.ts';
import { readSigner } from './collect-looks.ts';

/** Recomputes the signature until a guess fits; `undefined` where there is no secret, or nothing to compare with. */
export function recompute({ input, mended, signature, sent, received }: Case): SearchResult | undefined {
  const { credentials } = input;
  if (!credentials || !signature.signature || sent.bucket === '') return undefined;
  if (mended.damages.some(({ cause }) => unsearchable.has(cause))) return undefined;
  const { signedHeaders = {}, bucket } = readSigner(input.signed);
  const { host } = mended.parts;
  return searchCauses({
    signature,
    credentials,
    sent,
    received: mended.damages.length === 0 ? received : undefined,
    host,
    hostRegion: readHost(host).region,
    signedHeaders,
    signedBucket: bucket,
  });
}

/** Damage with which no signature can be recomputed. */
const unsearchable: ReadonlySet<Cause> = /* @__PURE__ */ new Set(['SecretsMasked', 'VersionsMixed', 'NotAUrl']);
