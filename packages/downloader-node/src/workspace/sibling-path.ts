import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

const maxNameBytes = 255;

/** Returns `path` with `suffix`. If the name gets too long, a hash replaces it. */
export function siblingPath(path: string, suffix: string): string {
  if (Buffer.byteLength(`${basename(path)}${suffix}`) <= maxNameBytes) return `${path}${suffix}`;
  const hash = createHash('sha256').update(basename(path)).digest('hex').slice(0, 32);
  return join(dirname(path), `${hash}${suffix}`);
}
