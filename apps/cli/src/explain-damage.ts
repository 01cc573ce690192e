import { errorOptionsOf, OssError, problemOf } from '@ossferry/contract';

/**
 * Returns the error to report for a URL: if OSS refused it, and it was damaged on the way from its signer, for example
 * cut at an unquoted `&`, an error that says so.
 */
export async function explainDamage(error: unknown, url: string | undefined): Promise<unknown> {
  if (url === undefined || !OssError.isInstance(error) || !isRefusal(error)) return error;
  const { inspectUrl } = await import('@ossferry/diagnose');
  const [defect] = inspectUrl(url).defects;
  if (defect === undefined) return error;
  const { evidence, fix } = defect;
  const message = `${problemOf(error)} ${evidence}`;
  return new OssError({ ...errorOptionsOf(error), code: 'UrlDamaged', message, advice: fix, cause: error });
}

/** Only for refusals without a code of their own, such as `UrlExpired`. */
function isRefusal({ code, ossCode, status }: OssError): boolean {
  return code === ossCode && (status === 400 || status === 403);
}
