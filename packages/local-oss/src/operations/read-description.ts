import type { ObjectDescription } from '../store/stored-object.ts';

/** Reads the metadata that OSS stores with an object from the request headers. */
export function readDescription(headers: ReadonlyMap<string, string>): ObjectDescription {
  const stored = storedHeaders.flatMap((name) => {
    const value = headers.get(name);
    return value === undefined || value === '' ? [] : [[name, value]];
  });
  const userMetadata = [...headers].flatMap(([name, value]) =>
    name.startsWith('x-oss-meta-') ? [[name.slice('x-oss-meta-'.length), value]] : [],
  );
  return {
    headers: { 'content-type': 'application/octet-stream', ...Object.fromEntries(stored) },
    userMetadata: Object.fromEntries(userMetadata),
    storageClass: headers.get('x-oss-storage-class') ?? 'Standard',
  };
}

const storedHeaders = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];
