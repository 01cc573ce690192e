import { createClient } from '@ossferry/client';
import { createSigningHandler } from '@ossferry/client/handler';
import { fromEnv } from '@ossferry/credentials';

const handler = createSigningHandler({
  client: createClient({ region: 'cn-hangzhou', credentials: fromEnv() }),
  authorize: ({ key }) => ({ allow: key.startsWith('public/'), anyObject: true }),
});

export { handler as OPTIONS, handler as POST };
