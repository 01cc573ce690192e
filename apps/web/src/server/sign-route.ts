import { createClient } from '@ossferry/client';
import { type AuditEntry, createSigningHandler, type SigningAnswer, tokenBucket } from '@ossferry/client/handler';
import { cnameEndpoint } from '@ossferry/cname-endpoint';
import type { SigningSteps } from '../api.ts';
import { type DemoOss, demoBucket, region, requesterPaysBucket } from './demo-oss.ts';
import { watchSteps } from './signing-steps.ts';

/** 12 hours, less than the longest lifetime in the form, to demonstrate the limit. */
const maxLifetimeSeconds = 12 * 60 * 60;

/**
 * Creates the signing server of the page: the handler of `@ossferry/client`, which here also returns the steps of each
 * signature. The page selects `?signature=v1` and `?domain=custom`; a real server would have a fixed configuration.
 */
export function signRoute(
  { local, credentials, customDomain }: DemoOss,
  audit?: (entry: AuditEntry) => void,
): (request: Request) => Promise<Response> {
  const rateLimit = tokenBucket({ capacity: 60, refillPerSecond: 2 });
  const domain = cnameEndpoint({ domain: customDomain, bucket: demoBucket, region });

  return async (request) => {
    const query = new URL(request.url).searchParams;
    let steps: SigningSteps | undefined;
    const watch = watchSteps((seen) => {
      steps = seen;
    });
    const handle = createSigningHandler({
      client: createClient({
        region,
        endpoint: local.endpoint,
        credentials,
        signatureVersion: query.get('signature') === 'v1' ? 'v1' : 'v4',
        plugins: query.get('domain') === 'custom' ? [watch, domain] : [watch],
      }),
      // Everything in these two buckets is public demo data.
      authorize: () => ({ allow: true, buckets: [demoBucket, requesterPaysBucket], maxLifetimeSeconds }),
      maxLifetimeSeconds,
      rateLimit,
      audit,
    });
    const response = await handle(request);
    if (!response.ok || steps === undefined) return response;
    const signed = (await response.json()) as SigningAnswer;
    return Response.json({ ...signed, steps }, { headers: response.headers });
  };
}
