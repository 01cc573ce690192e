import { parseErrorXml } from '@ossferry/contract';
import type { Answer } from './ask.ts';
import { type CheckResult, fail, pass, skip } from './check-result.ts';

/** Compares the region that was signed for with that of the host, and with what OSS says of the bucket. */
export function checkRegion(url: string, answer: Answer | undefined): CheckResult {
  const signed = signedRegion(url);
  const details = answer === undefined || answer.status < 300 ? {} : parseErrorXml(answer.body);
  const endpoint = details['Endpoint'];
  if (endpoint !== undefined) {
    return fail('region', `The bucket is at ${endpoint}.`, 'Sign for its region, or give --endpoint.');
  }
  if (/region/i.test(details['Message'] ?? '')) {
    const finding = `The bucket is in another region than ${signed ?? 'the one signed for'}.`;
    return fail('region', finding, "Give the bucket's own region: --region, or OSS_REGION.");
  }
  if (signed === undefined) return skip('region', 'The signature names no region.');
  const named = hostRegion(url);
  if (named !== undefined && named !== signed) {
    return fail('region', `It is signed for ${signed}, and sent to ${named}.`, 'Sign for the region of the host.');
  }
  if (answer === undefined) return skip('region', 'No answer came.');
  return pass('region', `It is signed for ${signed}, and nothing says otherwise.`);
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
