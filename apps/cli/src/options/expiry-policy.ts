import { Option } from 'commander';

/** What to do if the security token expires before the URL. */
export type ExpiryPolicy = 'clamp' | 'require' | 'ignore';

/** Creates the `--expiry-policy` option. */
export function expiryPolicyOption(): Option {
  return new Option(
    '--expiry-policy <policy>',
    'if the security token expires first: shorten the lifetime (clamp), fail (require) or only warn (ignore) (default: clamp)',
  ).choices(['clamp', 'require', 'ignore']);
}
