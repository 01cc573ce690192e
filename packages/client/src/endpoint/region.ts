import { regionOfHostLabel } from '@ossferry/contract';
import { configError } from '../config-error.ts';
import { quote } from '../kernel/check-names.ts';

/** Parses a region ID; `oss-cn-hangzhou` means `cn-hangzhou`. Throws for an invalid one. */
export function parseRegion(region: string): string {
  const id = String(region ?? '').replace(/^oss-/, '');
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) && !id.endsWith('-internal')) return id;
  throw configError(
    'InvalidRegion',
    `The region ${quote(region)} is not a region ID.`,
    id.endsWith('-internal')
      ? 'Use the region alone, and `useInternalEndpoint: true`.'
      : 'Write it like cn-hangzhou or oss-cn-hangzhou, in lower case.',
  );
}

/** Returns the region in the host name of a public, internal or dual-stack endpoint; other hosts do not contain it. */
export function regionOfHost(host: string): string | undefined {
  const [, classic, dualStack] =
    /(?:^|\.)(?:oss-([a-z0-9-]+?)(?:-internal)?|([a-z0-9-]+)\.oss)\.aliyuncs\.com$/.exec(host) ?? [];
  return regionOfHostLabel(classic ?? dualStack ?? '');
}

/**
 * Returns whether a region ID contradicts the region of a host. The host for mainland China serves all its regions, and
 * region IDs in a special form, such as `cn-hangzhou-finance`, do not contradict any host.
 */
export function contradict(region: string, hostRegion: string): boolean {
  return region !== hostRegion && hostRegion !== 'rg-china-mainland' && regionOfHostLabel(region) !== undefined;
}

/** Returns the ID in the host name of a cloud box, for example `cb-….cn-hangzhou.oss-cloudbox.aliyuncs.com`. */
export function cloudBoxOfHost(host: string): string | undefined {
  return /^(cb-[^.]+)\.[^.]+\.oss-cloudbox(?:-control)?\.aliyuncs\.com$/.exec(host)?.[1];
}
