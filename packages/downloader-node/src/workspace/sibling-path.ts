import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

const maxNameBytes = 255;

// As the disks see it that do not tell `.OSSFERRY` from `.ossferry`, and as Windows does, without dots and blanks at the end.
const reservedName = /\.ossferry(?:-new|-repair|-checksums(?:\.next)?)?[. ]*$/iu;

/**
 * Whether a file name is one that downloads give to what they keep beside their files (`x.ossferry`), and that is nobody's
 * destination. For whoever makes lists of destinations.
 */
export function isReservedName(name: string): boolean {
  return reservedName.test(name);
}

/** Gives the path beside `path` whose name ends with `suffix`; a hash takes the place of a name that gets too long. */
export function siblingPath(path: string, suffix: string): string {
  if (Buffer.byteLength(`${basename(path)}${suffix}`) <= maxNameBytes) return `${path}${suffix}`;
  const hash = createHash('sha256').update(basename(path)).digest('hex').slice(0, 32);
  return join(dirname(path), `${hash}${suffix}`);
}
