import { createClient, getObject } from '@ossferry/client';

/** What `wrangler secret put` and the variables of the Worker give. */
export interface WorkerEnvironment {
  readonly OSS_ACCESS_KEY_ID: string;
  readonly OSS_ACCESS_KEY_SECRET: string;
  readonly OSS_REGION: string;
  readonly OSS_BUCKET: string;
  readonly OSS_ENDPOINT?: string | null;
  /** What a caller has to present as `Authorization: Bearer …`. */
  readonly DOWNLOAD_TOKEN: string;
}

/** `GET /report.pdf` with the right token is sent on to a URL that is good for a minute. */
export default {
  async fetch(request: Request, env: WorkerEnvironment): Promise<Response> {
    if (request.method !== 'GET') return new Response('Only GET.\n', { status: 405, headers: { allow: 'GET' } });
    if (!(await isAuthorized(request, env))) return new Response('Not for you.\n', { status: 401 });
    const key = readKey(request);
    if (key === '') return new Response('Which object?\n', { status: 404 });
    const oss = createClient({
      region: env.OSS_REGION,
      // A variable that is not set is null in workerd.
      endpoint: env.OSS_ENDPOINT ?? undefined,
      credentials: { accessKeyId: env.OSS_ACCESS_KEY_ID, accessKeySecret: env.OSS_ACCESS_KEY_SECRET },
    });
    const { url } = await oss.presign(getObject({ bucket: env.OSS_BUCKET, key }), { expires: 60 });
    return new Response(null, { status: 302, headers: { location: url, 'cache-control': 'no-store' } });
  },
};

/** The path is the key; what is not UTF-8 names nothing. */
function readKey(request: Request): string {
  try {
    return decodeURIComponent(new URL(request.url).pathname.slice(1));
  } catch {
    return '';
  }
}

/** Compares digests: how long that takes tells nothing about the token. */
async function isAuthorized(request: Request, env: WorkerEnvironment): Promise<boolean> {
  if (!env.DOWNLOAD_TOKEN) return false; // Not set: nobody has it.
  const given = await digest(request.headers.get('authorization') ?? '');
  return given === (await digest(`Bearer ${env.DOWNLOAD_TOKEN}`));
}

async function digest(text: string): Promise<string> {
  return String(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}
