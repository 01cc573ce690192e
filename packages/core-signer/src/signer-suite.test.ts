import { describeSigner } from '@ossferry/testkit';
import { describe, it } from 'vitest';
import { v1Signer, v4Signer } from './index.ts';

describeSigner({ describe, it }, v4Signer(), { name: 'v4Signer' });
describeSigner({ describe, it }, v4Signer({ additionalHeaders: ['Range', 'Host'] }), {
  name: 'v4Signer with additional headers',
});
describeSigner({ describe, it }, v1Signer(), { name: 'v1Signer' });
