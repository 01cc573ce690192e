import { createClient } from '@ossferry/client';
import { createSigningHandler, sourceFromSigningServer } from '@ossferry/client/handler';
import { type Check, checksOf } from './check.ts';
import { expectEqual, expectError } from './expect.ts';
import type { Setting } from './setting.ts';

/** A signing server of the host, asked over `fetch`. */
export function askingChecks({ bucket, small, signingUrl }: Setting): readonly Check[] {
  return checksOf('signing server', {
    'asked for a URL': async () => {
      const { url, signedHeaders } = await sourceFromSigningServer(signingUrl, { bucket, key: small.key })();
      const answer = await fetch(url, { headers: signedHeaders });
      expectEqual([answer.status, (await answer.arrayBuffer()).byteLength], [200, small.sizeBytes]);
    },
  });
}

/** A signing server in this runtime: web requests and answers, without a socket between them. */
export function signingServerChecks({ bucket, account, ossEndpoint, small }: Setting): readonly Check[] {
  const client = createClient({ region: 'cn-hangzhou', endpoint: ossEndpoint, credentials: account });
  const handle = createSigningHandler({
    client,
    authorize: ({ key }) => (key === small.key ? { allow: true, anyObject: true } : { allow: false }),
  });
  const ask = (key: string) =>
    sourceFromSigningServer(
      'https://app.example.com/sign',
      { bucket, key },
      { fetch: (url, options) => handle(new Request(url, options)) },
    );

  return checksOf('signing server', {
    'a URL': async () => {
      const { url, signedHeaders } = await ask(small.key)();
      const answer = await fetch(url, { headers: signedHeaders });
      expectEqual([answer.status, (await answer.arrayBuffer()).byteLength], [200, small.sizeBytes]);
    },

    'a denial': () => expectError(ask('somebody-elses'), { name: 'OssError', status: 403 }),
  });
}
