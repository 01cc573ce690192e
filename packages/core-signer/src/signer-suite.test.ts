import { describeSigner } from '@ossferry/testkit';
import { describe, it } from 'vitest';
import { v1Signer, v4Signer } from './index.ts';
import { createSigningKey, hmacSha256 } from './steps.ts';

describeSigner({ describe, it }, v4Signer(), { name: 'v4Signer' });
describeSigner({ describe, it }, v4Signer({ additionalHeaders: ['Range', 'Host'] }), {
  name: 'v4Signer with additional headers',
});
describeSigner(
  { describe, it },
  v4Signer({
    signingKey(secret, ...words) {
      const scope = [...words, 'aliyun_v4_request'];
      const start = new TextEncoder().encode(`aliyun_v4${secret}`);
      const derived = scope.reduce((key, word) => hmacSha256(key)(word), start as Uint8Array);
      return createSigningKey(scope.join('/'), derived);
    },
  }),
  { name: 'v4Signer with the option signingKey' },
);
describeSigner({ describe, it }, v1Signer(), { name: 'v1Signer' });
