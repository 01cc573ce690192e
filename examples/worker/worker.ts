import { createClient, getObject } from '@ossferry/client';

/** The secrets and variables of the Worker. */
export interface WorkerEnvironment {
  readonly OSS_ACCESS_KEY_ID: string;
  readonly OSS_ACCESS_KEY_SECRET: string;
  readonly OSS_REGION: string;
  readonly OSS_BUCKET: string;
  readonly OSS_ENDPOINT?: string | null;
  /** The token that callers send as `Authorization: Bearer …`. */
  readonly DOWNLOAD_TOKEN: string;
}

/** Redirects `GET /report.pdf` with the correct token to a URL that is valid for one minute. */
export default {
  async fetch(request: Request, env: WorkerEnvironment): Promise<Response> {
    if (request.method !== 'GET') return new Response('Only GET.\n', { status: 405, headers: { allow: 'GET' } });
    if (!(await isAuthorized(request, env))) return new Response('Unauthorized.\n', { status: 401 });
    const key = readKey(request);
    if (key === '') return new Response('No such object.\n', { status: 404 });
    const oss = createClient({
      region: env.OSS_REGION,
      // In workerd, an unset variable is null.
      endpoint: env.OSS_ENDPOINT ?? undefined,
      credentials: { accessKeyId: env.OSS_ACCESS_KEY_ID, accessKeySecret: env.OSS_ACCESS_KEY_SECRET },
    });
    const { url } = await oss.presign(getObject({ bucket: env.OSS_BUCKET, key }), { expires: 60 });
    return new Response(null, { status: 302, headers: { location: url, 'cache-control': 'no-store' } });
  },
};

/** Returns the path as key, or an empty string if it is not valid UTF-8. */
function readKey(request: Request): string {
  try {
    return decodeURIComponent(new URL(request.url).pathname.slice(1));
  } catch {
    return '';
  }
}

/** Compares digests, so that the duration does not depend on the token. */
async function isAuthorized(request: Request, env: WorkerEnvironment): Promise<boolean> {
  if (!env.DOWNLOAD_TOKEN) return false;
  const given = await digest(request.headers.get('authorization') ?? '');
  return given === (await digest(`Bearer ${env.DOWNLOAD_TOKEN}`));
}

async function digest(text: string): Promise<string> {
  return String(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}
