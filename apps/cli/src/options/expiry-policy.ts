import { Option } from 'commander';

/** What becomes of a URL whose security token ends first. */
export type ExpiryPolicy = 'clamp' | 'require' | 'ignore';

/** Makes the option `--expiry-policy`. */
export function expiryPolicyOption(): Option {
  return new Option(
    '--expiry-policy <policy>',
    'when the security token ends first: end with it (clamp), fail (require), or not care (default: clamp)',
  ).choices(['clamp', 'require', 'ignore']);
}
