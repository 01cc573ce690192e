import type { Cause } from '../cause.ts';
import type { SignedForm } from '../compare/signed-form.ts';
import { type SearchResult, searchCauses } from '../search/search-causes.ts';
import { readHost } from '../url/read-host.ts';
import type { Case } from './case.ts';

/** Searches for the signed input; `undefined` without a secret, a bucket or a signature that can be reproduced. */
export function recomputeSignature(subject: Case): SearchResult | undefined {
  const { input, repaired, signature, response, sent, received, signed } = subject;
  const { credentials } = input;
  if (!credentials || !signature.signature) return undefined;
  if (repaired.defects.some(({ cause }) => irreproducible.has(cause))) return undefined;
  const { host } = repaired.parts;
  const { addressing, region } = readHost(host);
  const isDamaged = repaired.defects.length > 0;
  const search = (form: SignedForm): SearchResult =>
    searchCauses({
      signature,
      credentials,
      sent: form,
      received: isDamaged ? undefined : received,
      host,
      hostRegion: region,
      signedHeaders: signed.signedHeaders ?? {},
      signedBucket: signed.bucket,
      usedAt: isDamaged ? undefined : (response?.serverTime ?? input.now ?? new Date()),
    });
  const found = sent.bucket === '' ? undefined : search(sent);
  if (found?.causes !== undefined || addressing !== 'custom-domain' || received !== undefined) return found;
  const inPath = readBucketInPath(sent);
  const other = inPath && search(inPath);
  return other?.causes === undefined ? found : other;
}

/** The same request if its host is a private endpoint in path style, and not a custom domain: both have any name. */
function readBucketInPath(sent: SignedForm): SignedForm | undefined {
  const [bucket = '', key = ''] = sent.key.split(/\/(.*)/s, 2);
  return key === '' || (sent.bucket !== '' && sent.bucket !== bucket) ? undefined : { ...sent, bucket, key };
}

/** Damage after which the signature cannot be reproduced. */
const irreproducible: ReadonlySet<Cause> = /* @__PURE__ */ new Set(['SecretsMasked', 'VersionsMixed', 'NotAUrl']);
