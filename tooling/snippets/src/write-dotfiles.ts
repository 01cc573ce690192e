import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes dotfiles that let curl follow redirects and that have a password for every host. Returns the environment
 * variables that point to them.
 */
export async function writeDotfiles(home: string): Promise<Readonly<Record<string, string>>> {
  const netrc = join(home, '.netrc');
  await writeFile(netrc, 'default login somebody password canary-password\n', { mode: 0o600 });
  await writeFile(join(home, '.curlrc'), 'location\nuser = "somebody:canary-password"\n');
  return { HOME: home, CURL_HOME: home, NETRC: netrc };
}
