import type { HeaderMap } from '@ossferry/contract';
import { type CheckResult, fail, pass, skip, warn } from './check-result.ts';
import { exposedHeaders } from './cors-rule.ts';
import { isResponse, type Probe, type ProbeResponse, type ProbeResult } from './probe.ts';

/** The request of a page of `origin`. */
export interface CorsRequest {
  readonly url: string;
  readonly signedHeaders: HeaderMap;
  readonly origin: string;
}

const nextStep = 'Add the rule below to the CORS settings of the bucket.';

/** Sends what a browser sends for a page of another origin: a preflight, then the GET. */
export async function checkCors(request: CorsRequest, probe: Probe): Promise<CheckResult[]> {
  const { url, signedHeaders, origin } = request;
  const headers = { ...signedHeaders, 'accept-encoding': 'identity', range: 'bytes=0-0', origin };
  const preflight = await checkPreflight(request, probe);
  const result = await probe({ method: 'GET', url, headers });
  if (!isResponse(result)) return [preflight, skip('cors origin', 'No response.')];
  const allowed = allows(result, origin);
  if (!allowed) return [preflight, fail('cors origin', `Responses do not allow ${origin}.`, nextStep)];
  return [preflight, pass('cors origin', `Responses allow ${origin}.`), ...checkExposed(result)];
}

/** One refused header fails the whole preflight; then, each header is tried alone. */
async function checkPreflight({ url, signedHeaders, origin }: CorsRequest, probe: Probe): Promise<CheckResult> {
  const needed = ['range', 'if-match', ...Object.keys(signedHeaders).map((name) => name.toLowerCase())];
  const send = (names: readonly string[]): Promise<ProbeResult> =>
    probe({
      method: 'OPTIONS',
      url,
      headers: {
        origin,
        'access-control-request-method': 'GET',
        ...(names.length === 0 ? {} : { 'access-control-request-headers': names.join(',') }),
      },
    });
  const grants = (result: ProbeResult): boolean => isResponse(result) && result.status < 300 && allows(result, origin);
  const all = await send(needed);
  if (!isResponse(all)) return skip('cors preflight', 'No response.');
  if (grants(all)) return pass('cors preflight', `Requests with ${needed.join(', ')} are allowed.`);
  if (!grants(await send([]))) return fail('cors preflight', `No rule allows GET from ${origin}.`, nextStep);
  const refused: string[] = [];
  for (const name of needed) if (!grants(await send([name]))) refused.push(name);
  return fail('cors preflight', `These request headers are not allowed: ${refused.join(', ')}.`, nextStep);
}

function checkExposed(response: ProbeResponse): CheckResult[] {
  const exposed = new Set(
    (response.header('access-control-expose-headers') ?? '').split(',').map((name) => name.trim().toLowerCase()),
  );
  return exposedHeaders.map(([name, loss]) =>
    exposed.has('*') || exposed.has(name.toLowerCase())
      ? pass(`cors ${name}`, 'Exposed to pages.')
      : warn(`cors ${name}`, `Not exposed to pages: ${loss}.`, nextStep),
  );
}

function allows(response: ProbeResponse, origin: string): boolean {
  const allowed = response.header('access-control-allow-origin');
  return allowed === '*' || allowed === origin;
}
