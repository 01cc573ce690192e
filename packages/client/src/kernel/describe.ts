import type { Assembly } from './assemble.ts';

/**
 * Writes the plan down, one line for each step in the order in which it runs: `endpoint: cname-endpoint(standard)` reads
 * "`cname-endpoint` wraps `standard`", `call: log, trace` reads "`log` outermost, then `trace`".
 */
export function describe({ places }: Assembly): readonly string[] {
  const slot = (names: readonly string[]): string => names.reduceRight((inner, outer) => `${outer}(${inner})`);
  const ring = (names: readonly string[]): string => (names.length === 0 ? '-' : names.join(', '));
  const endpoint = slot(places.endpoint);
  const credentials = slot(places.credentials);
  const signer = slot(places.signer);
  return [
    `send    call ring: ${ring(places.call)}`,
    `send    endpoint: ${endpoint}`,
    `send    retry: ${slot(places.retry)}`,
    `send      attempt ring: ${ring(places.attempt)}`,
    `send      credentials: ${credentials}`,
    `send      signer (header): ${signer}`,
    `send      transport: ${slot(places.transport)}`,
    `presign presign ring: ${ring(places.presign)}`,
    `presign endpoint: ${endpoint}`,
    `presign credentials: ${credentials}`,
    `presign signer (query): ${signer}`,
  ];
}
