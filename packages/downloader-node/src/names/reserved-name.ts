// Some disks ignore case, and Windows ignores trailing dots and spaces.
const reservedName = /\.ossferry(?:-new|-repair|-checksums(?:\.next)?)?[. ]*$/iu;

/**
 * Whether downloads reserve a file name for the data that they store next to their files, such as `x.ossferry`. Such a
 * name is refused as a destination.
 */
export function isReservedName(name: string): boolean {
  return reservedName.test(name);
}
