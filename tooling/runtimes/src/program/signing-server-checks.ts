import { createClient } from '@ossferry/client';
import { createSigningHandler, sourceFromSigningServer } from '@ossferry/client/handler';
import { type Check, checksOf } from './check.ts';
import { expectEqual, expectError } from './expect.ts';
import type { TestConfig } from './test-config.ts';

/** Requests to the signing server of the host over `fetch`. */
export function signingClientChecks({ bucket, small, signingUrl }: TestConfig): readonly Check[] {
  return checksOf('signing server', {
    'a URL over fetch': async () => {
      const { url, signedHeaders } = await sourceFromSigningServer(signingUrl, { bucket, key: small.key })();
      const response = await fetch(url, { headers: signedHeaders });
      expectEqual([response.status, (await response.arrayBuffer()).byteLength], [200, small.sizeBytes]);
    },
  });
}

/** A signing server in this runtime: web requests and responses, without a socket. */
export function signingServerChecks({ bucket, account, ossEndpoint, small }: TestConfig): readonly Check[] {
  const client = createClient({ region: 'cn-hangzhou', endpoint: ossEndpoint, credentials: account });
  const handle = createSigningHandler({
    client,
    authorize: ({ key }) => (key === small.key ? { allow: true, anyObject: true } : { allow: false }),
  });
  const sourceOf = (key: string) =>
    sourceFromSigningServer(
      'https://app.example.com/sign',
      { bucket, key },
      { fetch: (url, options) => handle(new Request(url, options)) },
    );

  return checksOf('signing server', {
    'a URL': async () => {
      const { url, signedHeaders } = await sourceOf(small.key)();
      const response = await fetch(url, { headers: signedHeaders });
      expectEqual([response.status, (await response.arrayBuffer()).byteLength], [200, small.sizeBytes]);
    },

    'a denial': () => expectError(sourceOf('forbidden'), { name: 'OssError', status: 403 }),
  });
}
