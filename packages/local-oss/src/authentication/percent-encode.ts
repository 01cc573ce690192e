/** Encodes UTF-8 with upper-case `%XX`; only `A-Z a-z 0-9 - . _ ~` stay, as in canonical requests of V4. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Encodes a path: as `percentEncode`, with `/` kept. */
export function percentEncodePath(path: string): string {
  return percentEncode(path).replaceAll('%2F', '/');
}
