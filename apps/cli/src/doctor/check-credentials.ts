import { explainCredentials } from '../credentials.ts';
import { reportLink } from '../credentials-report.ts';
import type { CredentialsFlags } from '../options/credentials-flags.ts';
import type { Shell } from '../shell.ts';
import { type CheckResult, fail, pass, warn } from './check-result.ts';

const soonSeconds = 5 * 60;

/** Checks the credentials that would sign. */
export async function checkCredentials(flags: CredentialsFlags, shell: Shell, nowMs: number): Promise<CheckResult> {
  const links = (await explainCredentials(flags, shell)).map((link) => reportLink(link, nowMs));
  const last = links.findLast(({ outcome }) => outcome !== 'untried');
  const nextStep = 'See: ossferry credentials';
  if (last === undefined || last.outcome === 'absent')
    return fail('credentials', 'No source has credentials.', nextStep);
  if (last.outcome !== 'used') {
    return fail('credentials', `The search stopped at ${last.source}: ${last.code}: ${last.message}`, nextStep);
  }
  const finding = `${last.source} signs as ${last.accessKeyId}${last.temporary ? ' (temporary)' : ''}.`;
  const { secondsLeft = Number.POSITIVE_INFINITY } = last;
  if (secondsLeft <= 0) return fail('credentials', `${finding} The credentials have expired.`, 'Get new credentials.');
  if (secondsLeft < soonSeconds) {
    return warn(
      'credentials',
      `${finding} The credentials expire in ${secondsLeft} s.`,
      'Get new credentials: URLs expire with them.',
    );
  }
  return pass('credentials', finding);
}
