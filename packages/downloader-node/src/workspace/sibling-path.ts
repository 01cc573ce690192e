import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

const maxNameBytes = 255;

// Some disks ignore case, and Windows ignores trailing dots and spaces.
const reservedName = /\.ossferry(?:-new|-repair|-checksums(?:\.next)?)?[. ]*$/iu;

/**
 * Whether downloads reserve a file name for the data that they store next to their files, such as `x.ossferry`. Such a
 * name is refused as a destination.
 */
export function isReservedName(name: string): boolean {
  return reservedName.test(name);
}

/** Returns `path` with `suffix`. If the name gets too long, a hash replaces it. */
export function siblingPath(path: string, suffix: string): string {
  if (Buffer.byteLength(`${basename(path)}${suffix}`) <= maxNameBytes) return `${path}${suffix}`;
  const hash = createHash('sha256').update(basename(path)).digest('hex').slice(0, 32);
  return join(dirname(path), `${hash}${suffix}`);
}
