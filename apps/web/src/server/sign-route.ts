import { createClient } from '@ossferry/client';
import { type AuditEntry, createSigningHandler, type SigningAnswer, tokenBucket } from '@ossferry/client/handler';
import { cnameEndpoint } from '@ossferry/cname-endpoint';
import { type DemoOss, demoBucket, region, requesterPaysBucket } from './demo-oss.ts';
import { type SigningSteps, watchSteps } from './signing-steps.ts';

/** Half a day: what the page's longest choices are cut to, so that a limit can be seen at work. */
const maxLifetimeSeconds = 12 * 60 * 60;

/**
 * Makes the signing server of the page: the handler of the client, which here also tells the steps of each signature.
 * `?signature=v1` and `?domain=custom` choose what a real server would have settled for.
 */
export function signRoute(
  { local, credentials, customDomain }: DemoOss,
  audit?: (entry: AuditEntry) => void,
): (request: Request) => Promise<Response> {
  const rateLimit = tokenBucket({ capacity: 60, refillPerSecond: 2 });
  const domain = cnameEndpoint({ domain: customDomain, bucket: demoBucket, region });

  return async (request) => {
    const wishes = new URL(request.url).searchParams;
    let steps: SigningSteps | undefined;
    const watch = watchSteps((seen) => {
      steps = seen;
    });
    const handle = createSigningHandler({
      client: createClient({
        region,
        endpoint: local.endpoint,
        credentials,
        signatureVersion: wishes.get('signature') === 'v1' ? 'v1' : 'v4',
        plugins: wishes.get('domain') === 'custom' ? [watch, domain] : [watch],
      }),
      // Everything in these two buckets is there to be given away.
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
