import { parseErrorXml } from '@ossferry/contract';
import { type CheckResult, fail, pass, skip } from './check-result.ts';
import type { ProbeResponse } from './probe.ts';

/** Compares the signed region with that of the host and that of the bucket. */
export function checkRegion(url: string, response: ProbeResponse | undefined): CheckResult {
  const signed = signedRegion(url);
  const details = response === undefined || response.status < 300 ? {} : parseErrorXml(response.body);
  const endpoint = details['Endpoint'];
  if (endpoint !== undefined) {
    return fail('region', `The endpoint of the bucket is ${endpoint}.`, 'Sign for its region, or pass --endpoint.');
  }
  if (/region/i.test(details['Message'] ?? '')) {
    const finding = `The bucket is not in ${signed ?? 'the signed region'}.`;
    return fail('region', finding, 'Set the region of the bucket with --region or OSS_REGION.');
  }
  if (signed === undefined) return skip('region', 'The signature contains no region.');
  const named = hostRegion(url);
  if (named !== undefined && named !== signed) {
    return fail(
      'region',
      `The URL is signed for ${signed}, but its host is in ${named}.`,
      'Sign for the region of the host.',
    );
  }
  if (response === undefined) return skip('region', 'No response.');
  return pass('region', `The URL is signed for ${signed}; OSS reports no other region.`);
}

/** The region in the scope of a V4 URL. */
export function signedRegion(url: string): string | undefined {
  const scope = /[?&]x-oss-credential=([^&#]*)/i.exec(url)?.[1]?.replace(/%2F/gi, '/');
  return scope?.split('/').at(-3) || undefined;
}

function hostRegion(url: string): string | undefined {
  const region = /^https?:\/\/(?:[^/?#]*\.)?oss-([a-z]+-[a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com(?=[:/?#]|$)/i.exec(
    url,
  )?.[1];
  return region?.startsWith('accelerate') ? undefined : region;
}
