import type { Assembly } from './assemble.ts';

/**
 * Describes the pipeline, one line for each step in order of execution. `endpoint: cname-endpoint(standard)` means that
 * `cname-endpoint` wraps `standard`; `call ring: log, trace` means that `log` is the outermost middleware.
 */
export function describe({ names }: Assembly): readonly string[] {
  const slot = (chain: readonly string[]): string => chain.reduceRight((inner, outer) => `${outer}(${inner})`);
  const ring = (members: readonly string[]): string => members.join(', ') || '-';
  const endpoint = slot(names.endpoint);
  const credentials = slot(names.credentials);
  const signer = slot(names.signer);
  return [
    `send    call ring: ${ring(names.call)}`,
    `send    endpoint: ${endpoint}`,
    `send    retry: ${slot(names.retry)}`,
    `send      attempt ring: ${ring(names.attempt)}`,
    `send      credentials: ${credentials}`,
    `send      signer (header): ${signer}`,
    `send      transport: ${slot(names.transport)}`,
    `presign presign ring: ${ring(names.presign)}`,
    `presign endpoint: ${endpoint}`,
    `presign credentials: ${credentials}`,
    `presign signer (query): ${signer}`,
  ];
}
