import { regionOfHostLabel } from '@ossferry/contract';
import { configError } from '../config-error.ts';

/** Reads a region ID; `oss-cn-hangzhou` means `cn-hangzhou`. Throws for what is none. */
export function parseRegion(region: string): string {
  const id = String(region).replace(/^oss-/, '');
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) && !id.endsWith('-internal')) return id;
  throw configError(
    'InvalidRegion',
    `The region ${JSON.stringify(String(region).slice(0, 80))} is not a region ID.`,
    id.endsWith('-internal')
      ? 'Give the region alone, and `useInternalEndpoint: true`.'
      : 'Give it as cn-hangzhou or oss-cn-hangzhou, in lower case.',
  );
}

/** Reads the region off the host name of a public, internal or dual-stack endpoint; other hosts do not tell it. */
export function regionOfHost(host: string): string | undefined {
  const [, classic, dualStack] =
    /(?:^|\.)(?:oss-([a-z0-9-]+?)(?:-internal)?|([a-z0-9-]+)\.oss)\.aliyuncs\.com$/.exec(host) ?? [];
  return regionOfHostLabel(classic ?? dualStack ?? '');
}

/** Whether two region IDs can only be of different regions. The host without a region serves them all. */
export function contradict(region: string, hostRegion: string): boolean {
  return region !== hostRegion && hostRegion !== 'rg-china-mainland' && regionOfHostLabel(region) !== undefined;
}

/** Reads the ID of a cloud box off its host name, `cb-….cn-hangzhou.oss-cloudbox.aliyuncs.com` for example. */
export function cloudBoxOfHost(host: string): string | undefined {
  return /^(cb-[^.]+)\.[^.]+\.oss-cloudbox(?:-control)?\.aliyuncs\.com$/.exec(host)?.[1];
}
